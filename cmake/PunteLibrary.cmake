# punte_library(<room> SOURCES ... HEADERS ... [LINK <public targets>] [LINK_PRIVATE <targets>])
# One static library a room, alias punte::<room>, headers beside their sources. The include path is
# the repository's root, so that "tm/lookup.h" says where to look. Installed, headers are under
# include/punte: a program writes <punte/tm/lookup.h>, they themselves go on as here.
function(punte_library room)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINK;LINK_PRIVATE" ${ARGN})
  set(target "punte_${room}")
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(punte::${room} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${room} VERIFY_INTERFACE_HEADER_SETS ON)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}"
                                  FILES ${arg_HEADERS})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}"
                             INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  target_link_libraries(${target} PUBLIC tl::expected ${arg_LINK} PRIVATE ${arg_LINK_PRIVATE})
  punte_warnings(${target})
  install(TARGETS ${target} EXPORT punteTargets
          ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev
          FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/punte" COMPONENT dev)
endfunction()

# punte_precompile(<target> <headers>)
# Headers that most files of a target include and that cost more than the files themselves. They are
# those of libraries and of the standard alone, so that what is precompiled rarely changes, and each
# file goes on to include what it uses: with CMAKE_DISABLE_PRECOMPILE_HEADERS all builds as well.
function(punte_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  # ccache can then keep what is built with them.
  target_compile_options(${target} PRIVATE
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fpch-preprocess>)
endfunction()

# punte_late_library(<target> <definition> <file>)
# Defines the name that the dynamic linker knows a shared library by, for base/late_library.h.
function(punte_late_library target definition file)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p "${file}" OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${file} is no shared library")
  endif()
  target_compile_definitions(${target} PRIVATE ${definition}="${CMAKE_MATCH_1}")
endfunction()

function(punte_warnings target)
  target_compile_options(${target} PRIVATE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor>
    # GCC 12 sees overlap in every "literal" + std::string at -O3 (its bug 105651).
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-Wno-restrict>
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${PUNTE_WARNINGS_AS_ERRORS}>>:-Werror>)
endfunction()
