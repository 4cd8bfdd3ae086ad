#include <punte/aligner/bead.h>
#include <punte/exchange/tmx_reader.h>
#include <punte/language/identify.h>
#include <punte/page/page.h>
#include <punte/tm/translation_memory.h>

#include <cstdio>

int main() {
  const auto page = punte::page::extract("<p>Podul este deschis pentru toți.</p>");
  const auto memory = punte::tm::TranslationMemory::open("consumer.tm");
  if (!page || !memory || page->blocks.size() != 1) return 1;
  std::printf("%s\n", page->blocks[0].language.c_str());
  return page->blocks[0].language == "ro" ? 0 : 1;
}
