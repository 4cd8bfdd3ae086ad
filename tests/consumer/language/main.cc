#include <punte/language/identify.h>

#include <cstdio>

int main() {
  const auto found = punte::language::identify("Podul este deschis pentru toți.");
  std::printf("%s\n", found.language.c_str());
  return 0;
}
