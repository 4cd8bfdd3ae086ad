#include "server/mcp_tools.h"

#include <array>

namespace punte::server {
namespace {

constexpr std::array kTools = {
    McpTool{"tm_lookup",
            "Finds prior translations of a text in the translation memory: exact, in context and "
            "fuzzy, best first, each with a score in percent and the reasons for it. Use what "
            "scores 100 or more as it is; look at the differences of what scores less.",
            R"J({"type":"object","properties":{
"text":{"type":"string","description":"The text to translate, one segment"},
"from":{"type":"string","description":"Its language as a BCP 47 tag; identified if left out"},
"to":{"type":"string","description":"The language wanted, a BCP 47 tag"},
"threshold":{"type":"integer","minimum":1,"maximum":100,"description":"Lowest score (70)"},
"limit":{"type":"integer","minimum":1,"maximum":100,"description":"Most matches (5)"},
"memory":{"type":"string","description":"Name of the memory, where there are several"}},
"required":["text","to"]})J",
            "POST", "/api/v1/lookup"},
    McpTool{"tm_concordance",
            "Finds a phrase inside the segments of the translation memory, in any language, with "
            "the translations of those segments.",
            R"J({"type":"object","properties":{
"phrase":{"type":"string"},
"in":{"type":"string","description":"Only in texts of this language"},
"with":{"type":"string","description":"Only in units that have this language too"},
"regex":{"type":"boolean"},"exact":{"type":"boolean"},
"words":{"type":"boolean","description":"All these words, in any order; * stands for any letters"},
"ignore_accents":{"type":"boolean"},
"limit":{"type":"integer","minimum":1,"maximum":1000},
"memory":{"type":"string"}},"required":["phrase"]})J",
            "POST", "/api/v1/concordance"},
    McpTool{"term_lookup",
            "Finds the terms of the glossary that occur in a text, with their prescribed "
            "translations.",
            R"J({"type":"object","properties":{
"text":{"type":"string"},"from":{"type":"string"},"to":{"type":"string"},
"memory":{"type":"string"}},"required":["text","from","to"]})J",
            "POST", "/api/v1/terms"},
    McpTool{"identify", "Identifies the language of a text.",
            R"J({"type":"object","properties":{
"text":{"type":"string"},
"languages":{"type":"array","items":{"type":"string"},
"description":"The only languages that may be answered"},
"spans":{"type":"boolean","description":"Cut the text into runs of one language"}},
"required":["text"]})J",
            "POST", "/api/v1/identify"},
    McpTool{"segment", "Cuts a text into sentences by the rules of its language.",
            R"J({"type":"object","properties":{
"text":{"type":"string"},
"lang":{"type":"string","description":"Identified if left out"}},"required":["text"]})J",
            "POST", "/api/v1/segment"},
    McpTool{"detect_page",
            "Reads a web page and gives its blocks of text, each with its language, how sure that "
            "is, and its role: body, title, chrome (menus, footers) or other.",
            R"J({"type":"object","properties":{
"page":{"type":"string","description":"The HTML of the page"},
"url":{"type":"string","description":"Its address, where known"}},"required":["page"]})J",
            "POST", "/api/v1/detect"},
    McpTool{"qa_check",
            "Checks translations: numbers, inline codes, placeholders, terms, punctuation, "
            "consistency.",
            R"J({"type":"object","properties":{
"from":{"type":"string"},"to":{"type":"string"},
"pairs":{"type":"array","items":{"type":"object","properties":{
"source":{"type":"string"},"target":{"type":"string"}},"required":["source","target"]}},
"memory":{"type":"string","description":"Check against the glossary of this memory"}},
"required":["from","to","pairs"]})J",
            "POST", "/api/v1/qa"},
    McpTool{"align", "Aligns a text with its translation, sentence by sentence.",
            R"J({"type":"object","properties":{
"source":{"type":"string"},"target":{"type":"string"},
"from":{"type":"string"},"to":{"type":"string"},
"lines":{"type":"boolean","description":"Each line is a segment already"}},
"required":["source","target"]})J",
            "POST", "/api/v1/align"},
    McpTool{"tm_add", "Adds a pair of texts to the translation memory.",
            R"J({"type":"object","properties":{
"source":{"type":"string"},"target":{"type":"string"},
"from":{"type":"string"},"to":{"type":"string"},
"memory":{"type":"string"}},"required":["source","target","from","to"]})J",
            "POST", "/api/v1/units", true},
};

}  // namespace

std::span<const McpTool> mcp_tools() { return kTools; }

}  // namespace punte::server
