#include <cstdio>

#include "aligner/bead.h"
#include "exchange/tmx.h"
#include "language/identify.h"
#include "page/page.h"
#include "tm/translation_memory.h"

int main() {
  const auto page = punte::page::extract("<p>Podul este deschis pentru toți.</p>");
  const auto memory = punte::tm::TranslationMemory::open("consumer.tm");
  if (!page || !memory || page->blocks.size() != 1) return 1;
  std::printf("%s\n", page->blocks[0].language.c_str());
  return page->blocks[0].language == "ro" ? 0 : 1;
}
