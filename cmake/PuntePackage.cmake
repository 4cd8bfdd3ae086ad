# "cpack" in a build folder makes two Debian packages: punte, the program, and libpunte-dev, the
# rooms as libraries. Build with CMAKE_INSTALL_PREFIX=/usr for where Debian wants things.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME punte)
set(CPACK_PACKAGE_CONTACT "Punte developers <punte@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "translation memory for pages in several languages")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME punte)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION text)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
# Opened when they are first needed, so that no tool finds them in the binary.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS "libarchive13, libxlsxwriter4, libssl3")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
"Punte tells the language of every segment of a scraped page, finds its prior
translations in a translation memory kept in one SQLite file, aligns pages
with their translations, and exports TMX. It can serve the memory over HTTP to
 other translation tools.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libpunte-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libicu-dev, libsqlite3-dev, libsqlitecpp-dev, libexpected-dev, libgumbo-dev, libuchardet-dev")
set(CPACK_COMPONENT_DEV_DESCRIPTION
"Static libraries and headers of the rooms of Punte: languages and segments,
translation memory, pages, exchange formats, alignment, checks.")

# What Debian's policy wants beside the files.
set(folder "${CMAKE_CURRENT_BINARY_DIR}/packaging")
configure_file(packaging/changelog.Debian.in "${folder}/changelog" @ONLY)
execute_process(COMMAND gzip -9nf "${folder}/changelog" COMMAND_ERROR_IS_FATAL ANY)
foreach(component IN ITEMS runtime dev)
  string(TOUPPER ${component} name)
  set(docs "${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${name}_PACKAGE_NAME}")
  install(FILES packaging/copyright "${folder}/changelog.gz" DESTINATION "${docs}"
          COMPONENT ${component})
endforeach()
include(CPack)
