# The libraries that each room stands on, in one place: the build and the installed package both
# read it, so that a program that uses one room needs what that room needs and no more.
include(CMakeFindDependencyMacro)

# Rooms that a room uses.
set(punte_base_rooms "")
set(punte_language_rooms base)
set(punte_tm_rooms language)
set(punte_exchange_rooms language)
set(punte_page_rooms language)
set(punte_aligner_rooms language)
set(punte_qa_rooms language)
set(punte_job_rooms page tm exchange aligner qa)
set(punte_view_rooms job)

# Finds what a room needs to be linked, with what its rooms need. A macro: find_dependency() ends
# the file that includes this one where something is missing.
macro(punte_find_dependencies_of room)
  if(NOT punte_${room}_is_found)
    set(punte_${room}_is_found TRUE)
    foreach(punte_needed IN LISTS punte_${room}_rooms)
      punte_find_dependencies_of(${punte_needed})
    endforeach()
    if("${room}" STREQUAL "base")
      find_dependency(Threads)
      find_dependency(tl-expected)
    elseif("${room}" STREQUAL "language")
      find_dependency(ICU COMPONENTS i18n uc data)
      find_dependency(EXPAT)
      punte_find_stemmer()
    elseif("${room}" STREQUAL "tm")
      find_dependency(SQLite3)
      find_dependency(SQLiteCpp)
    elseif("${room}" STREQUAL "exchange")
      find_dependency(fmt)
    elseif("${room}" STREQUAL "page")
      find_dependency(PkgConfig)
      punte_find_module(GUMBO gumbo)
      punte_find_module(UCHARDET uchardet)
    elseif("${room}" STREQUAL "view")
      find_dependency(nlohmann_json)
      find_dependency(Boost COMPONENTS locale)
    endif()
  endif()
endmacro()

macro(punte_find_module name module)
  if(NOT TARGET PkgConfig::${name})
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
  endif()
endmacro()

# Snowball's library comes without a package file.
macro(punte_find_stemmer)
  if(NOT TARGET Stemmer::Stemmer)
    find_library(PUNTE_STEMMER_LIBRARY stemmer REQUIRED)
    find_path(PUNTE_STEMMER_INCLUDE libstemmer.h REQUIRED)
    mark_as_advanced(PUNTE_STEMMER_LIBRARY PUNTE_STEMMER_INCLUDE)
    add_library(Stemmer::Stemmer UNKNOWN IMPORTED)
    set_target_properties(Stemmer::Stemmer PROPERTIES
      IMPORTED_LOCATION "${PUNTE_STEMMER_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${PUNTE_STEMMER_INCLUDE}")
  endif()
endmacro()
