#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "page/page.h"
#include "page/write_back.h"

namespace punte::page {
namespace {

using testing::ElementsAre;

/// "h1 Title": names and texts, with codes as "<type>", "</type>" and "<type/>".
std::vector<std::string> blocks(const std::string& text, const std::string& name) {
  std::vector<std::string> out;
  const std::vector<TextBlock> found = text_blocks(text, name).value();
  for (const TextBlock& block : found) {
    std::string drawn = block.name + " ";
    std::size_t place = 0;
    for (const language::InlineCode& code : block.text.codes) {
      drawn += block.text.text.substr(place, code.offset - place);
      place = code.offset;
      const bool closes = code.kind == language::CodeKind::kClose;
      const bool single = code.kind == language::CodeKind::kSingle;
      drawn.append(closes ? "</" : "<").append(code.type).append(single ? "/>" : ">");
    }
    out.push_back(drawn + block.text.text.substr(place));
  }
  return out;
}

std::string with_first(const std::string& bytes, const std::string& name, const std::string& text) {
  ExtractOptions options;
  options.name = name;
  options.keep_source = true;
  const Page page = extract(bytes, options).value();
  Replacement replacement;
  replacement.text.text = text;
  return write_back(bytes, page, {replacement})->bytes;
}

TEST(TextBlocks, WrappedLinesAreJoinedAndListsStayApart) {
  const std::string wrapped =
      "THE BRIDGE\n\n"
      "The old bridge over the river was closed to all traffic on Monday, and\n"
      "the ferry will carry both cars and passengers until the works are over.\n"
      "Nobody knows how long it is going to take, said the mayor of the town.\n\n"
      "- The ferry leaves from the northern bank at six in the morning, and\n"
      "  from the southern bank at seven.\n"
      "- Tickets are sold on board.\n";
  EXPECT_THAT(
      blocks(wrapped, "a.txt"),
      ElementsAre("p THE BRIDGE",
                  "p The old bridge over the river was closed to all traffic on Monday, and the "
                  "ferry will carry both cars and passengers until the works are over. Nobody "
                  "knows how long it is going to take, said the mayor of the town.",
                  "li The ferry leaves from the northern bank at six in the morning, and from the "
                  "southern bank at seven.",
                  "li Tickets are sold on board."));
}

TEST(AsciiDoc, CodeAndWhatIsAboutTheTextAreLeftOut) {
  EXPECT_THAT(blocks("= The book\nAuthor <a@b.c>\n:toc: left\n:!sectids:\n\n"
                     "[[start]]\n== First steps\n\n"
                     "// a comment\n"
                     "It begins here\nand goes on.\n\n"
                     ".How to do it\n[source,console]\n----\n$ git init\n----\n\n"
                     "image::a.png[A picture]\n\n"
                     "[source]\nint main();\n\n"
                     " an indented line\n\n"
                     "....\nliteral\n....\n\n////\nno text\n////\n\n"
                     "The end.\n",
                     "a.adoc"),
              ElementsAre("h1 The book", "p Author <a@b.c>", "h2 First steps",
                          "p It begins here and goes on.", "p How to do it", "p The end."));
}

TEST(AsciiDoc, ListsTermsTablesAndAdmonitions) {
  EXPECT_THAT(
      blocks("* One\n** Two\ngoes on\n. First\n. Second\n- [x] Done\n\n"
             "Branch:: A line\nof work.\n\n"
             "NOTE: Mind the gap.\n\n"
             "[NOTE]\n====\nInside of it.\n====\n\n"
             "[cols=\"1,2\"]\n|===\n|Name |Value\n\n2+|Both\n|one\n|two\nlines\n|===\n\n"
             "Old Title\n---------\n\nText.\n",
             "a.asc"),
      ElementsAre("li One", "li Two goes on", "li First", "li Second", "li Done", "dt Branch",
                  "dd A line of work.", "p Mind the gap.", "p Inside of it.", "td Name", "td Value",
                  "td Both", "td one", "td two lines", "h2 Old Title", "p Text."));
}

TEST(AsciiDoc, MarksAreCodes) {
  EXPECT_THAT(
      blocks("Run `git *add*` and *then* __com__mit, see https://a.org/b_c[the manual], <<ch1>> "
             "or <<ch2,the *next* chapter>>.\n\n"
             "Press kbd:[F1] in {product}; 2 * 3 * 4 and snake_case_name, https://x.org/a_b.\n",
             "a.adoc"),
      ElementsAre("p Run <code>git *add*</code> and <bold>then</bold> <italic>com</italic>mit, see "
                  "<link>the manual</link>, <link/> or <link>the *next* chapter</link>.",
                  "p Press <macro/> in <variable/>; 2 * 3 * 4 and snake_case_name, "
                  "https://x.org/a_b."));
}

TEST(ReStructuredText, CodeAndWhatIsAboutTheTextAreLeftOut) {
  EXPECT_THAT(blocks("=====\nTitle\n=====\n\n:Author: Me\n\n"
                     ".. a comment\n   that goes on\n\n.. _target:\n\n"
                     "Section\n-------\n\n"
                     "Run it like this::\n\n    $ make\n\n"
                     ".. code-block:: python\n   :linenos:\n\n   print(1)\n\n"
                     ">>> 1 + 1\n2\n\n"
                     ".. note:: Mind the gap\n   here.\n\n"
                     ".. versionadded:: 3.2\n   It is new.\n\n"
                     ".. figure:: a.png\n   :alt: x\n\n   The caption.\n\n"
                     "The end. ::\n\n  code\n",
                     "a.rst"),
              ElementsAre("h1 Title", "dd Me", "h2 Section", "p Run it like this:",
                          "p Mind the gap here.", "p It is new.", "p The caption.", "p The end."));
}

TEST(ReStructuredText, ListsTermsAndTables) {
  EXPECT_THAT(blocks("* One\n  goes on\n* Two\n\n1. First\n#. Second\n\n"
                     "Branch\n    A line\n    of work.\n\n"
                     "=====  =======\nA      Values\n=====  =======\none    first\n"
                     "       value\ntwo    second\n=====  =======\n\n"
                     "+-----+------+\n| Key | Text |\n+=====+======+\n| k   | long |\n"
                     "|     | one  |\n+-----+------+\n\n"
                     "| a line\n| another\n\n.. [1] A footnote.\n",
                     "a.rst"),
              ElementsAre("li One goes on", "li Two", "li First", "li Second", "dt Branch",
                          "dd A line of work.", "td A", "td Values", "td one", "td first value",
                          "td two", "td second", "td Key", "td Text", "td k", "td long one",
                          "p a line", "p another", "p A footnote."));
}

TEST(ReStructuredText, MarksAreCodes) {
  EXPECT_THAT(
      blocks("Run ``git *add*`` and *then* **commit**, see `the manual <https://a.org>`_, "
             ":ref:`the next chapter <ch2>` or name_ [1]_ of |product|\\ s; 2 * 3 \\* 4.\n",
             "a.rst"),
      ElementsAre("p Run <code>git *add*</code> and <italic>then</italic> <bold>commit</bold>, see "
                  "<link>the manual</link>, <link>the next chapter</link> or name<link/> <note/> "
                  "of <variable/>s; 2 * 3 * 4."));
}

TEST(ReStructuredText, ATitleKeepsItsLinesAsLongAsItIs) {
  EXPECT_EQ(with_first("=====\nTitle\n=====\n\nText here.\n", "a.rst", "Titlul cărții"),
            "=============\nTitlul cărții\n=============\n\nText here.\n");
  EXPECT_EQ(with_first("Title\r\n-----\r\n\r\nText.\r\n", "a.rst", "Un titlu *nou*"),
            "Un titlu \\*nou\\*\r\n----------------\r\n\r\nText.\r\n");
  EXPECT_EQ(with_first("Title\n~~~~~\n\nText.\n", "a.adoc", "Titlul cărții"),
            "Titlul cărții\n~~~~~~~~~~~~~\n\nText.\n");
}

TEST(Markup, FilesWithoutReplacementsStayAsTheyAre) {
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"a.rst", "T\n=\n\n``x`` *a*\n  b_ \\c\n\n- `q <r>`_\n"},
           {"a.adoc", "= T\n\n*a* `b`\nhttps://x[y] +\n{z}\n\n|===\n|a |b\n|===\n"}}) {
    ExtractOptions options;
    options.name = name;
    options.keep_source = true;
    const Page page = extract(bytes, options).value();
    EXPECT_EQ(write_back(bytes, page, {})->bytes, bytes);
  }
}

}  // namespace
}  // namespace punte::page
