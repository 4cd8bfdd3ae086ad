# Writes OUTPUT: the text of every locales/<tag>/NAME as C++, given by FUNCTION as a list of TYPE,
# both of them declared in HEADER.
#   cmake -DLOCALES=<folder> -DNAME=<file> -DHEADER=<path> -DTYPE=<struct> -DFUNCTION=<name>
#         -DOUTPUT=<file> -P PunteLocaleData.cmake
file(GLOB files "${LOCALES}/*/${NAME}")
list(SORT files)
set(code "#include \"${HEADER}\"\n\n#include <array>\n\nnamespace punte::language::internal {\n\n")
set(rows "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(tag "${folder}" NAME)
  file(READ "${file}" text)
  string(APPEND rows "    ${TYPE}{\"${tag}\", R\"punte(${text})punte\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND code "std::span<const ${TYPE}> ${FUNCTION}() {\n  static constexpr std::array<${TYPE}, ${count}> kFiles = {\n${rows}  };\n  return kFiles;\n}\n\n}  // namespace punte::language::internal\n")
file(WRITE "${OUTPUT}" "${code}")
