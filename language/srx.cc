#include "language/srx.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/escape.h"
#include "language/srx_regex.h"
#include "language/text.h"

namespace punte::language {
namespace {

constexpr std::size_t kMaxWarnings = 100;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// "yes" or "no", as the standard writes them, or what people write for them.
std::optional<bool> yes_or_no(std::string_view value) {
  std::string folded(trim(value));
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (folded == "yes" || folded == "true" || folded == "1") return true;
  if (folded == "no" || folded == "false" || folded == "0") return false;
  return std::nullopt;
}

/// Removes the line break and indentation that an editor put around a pattern.
std::string unwrapped(std::string_view pattern) {
  const std::string_view kBlanks = " \t\r\n";
  const std::size_t from = pattern.find_first_not_of(kBlanks);
  if (from == std::string_view::npos) return std::string(pattern);
  const std::size_t limit = pattern.find_last_not_of(kBlanks) + 1;
  const std::string_view head = pattern.substr(0, from);
  const std::string_view tail = pattern.substr(limit);
  const bool cut_head = head.find('\n') != std::string_view::npos;
  const bool cut_tail =
      tail.find('\n') != std::string_view::npos && pattern.substr(0, limit).back() != '\\';
  const std::size_t start = cut_head ? from : 0;
  return std::string(pattern.substr(start, (cut_tail ? limit : pattern.size()) - start));
}

class Reader {
 public:
  Reader(const std::string& path, const SrxLimits& limits) : limits_(limits) {
    document_.path = path;
  }

  base::Result<SrxDocument> run(std::string_view bytes);

 private:
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* name) {
    static_cast<Reader*>(self)->end(local_name(name));
  }
  /// Patterns without what an entity stands for would be others: "" cuts after every letter.
  static int on_external_entity(XML_Parser parser, const XML_Char* context,
                                const XML_Char* /*base*/, const XML_Char* /*system_id*/,
                                const XML_Char* /*public_id*/) {
    static_cast<Reader*>(XML_GetUserData(parser))->refuse_entity(context);
    return XML_STATUS_ERROR;
  }
  static void on_skipped_entity(void* self, const XML_Char* name, int /*is_parameter*/) {
    static_cast<Reader*>(self)->refuse_entity(name);
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(length)});
  }

  void start(std::string_view full_name, const XML_Char** attributes);
  void end(std::string_view name);
  void text(std::string_view text);
  void refuse_entity(const XML_Char* name) {
    stop(base::ErrorCode::kUnsupported,
         PUNTE_MSG("the entity “{1}” is in another file, which is not read; write out what it "
                   "stands for"),
         {name == nullptr ? "" : name});
  }
  void finish_pattern(std::string& into);
  [[nodiscard]] std::size_t line() const {
    return static_cast<std::size_t>(XML_GetCurrentLineNumber(parser_));
  }
  [[nodiscard]] std::string where() const { return document_.path + ":" + std::to_string(line()); }
  void stop(base::ErrorCode code, std::string message, std::vector<std::string> arguments = {}) {
    if (!error_) error_ = base::Error{code, std::move(message), std::move(arguments), where()};
    XML_StopParser(parser_, XML_FALSE);
  }
  void warn(std::string message, std::vector<std::string> arguments = {}) {
    warn_at(line(), std::move(message), std::move(arguments));
  }
  void warn_at(std::size_t line, std::string message, std::vector<std::string> arguments) {
    if (document_.warnings.size() >= kMaxWarnings) return;
    document_.warnings.push_back({line, std::move(message), std::move(arguments)});
  }

  const SrxLimits& limits_;
  SrxDocument document_;
  XML_Parser parser_ = nullptr;
  std::optional<base::Error> error_;
  std::size_t depth_ = 0;
  std::size_t rules_ = 0;
  bool in_languages_ = false;
  bool in_language_ = false;
  bool in_rule_ = false;
  bool in_pattern_ = false;
  std::string pattern_;
};

void Reader::start(std::string_view full_name, const XML_Char** attributes) {
  if (error_) return;
  const std::string_view name = local_name(full_name);
  const auto attribute = [&](std::string_view key) -> std::optional<std::string> {
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      if (local_name(a[0]) == key) return a[1];
    }
    return std::nullopt;
  };
  const auto flag = [&](std::string_view key, bool missing) {
    const auto value = attribute(key);
    if (!value) return missing;
    const auto said = yes_or_no(*value);
    if (!said) warn(PUNTE_MSG("{1}=\"{2}\" is neither yes nor no"), {std::string(key), *value});
    return said.value_or(missing);
  };
  if (depth_ == 0 && name != "srx") {
    stop(base::ErrorCode::kUnsupported, PUNTE_MSG("this is not SRX: its root element is <{1}>"),
         {std::string(name)});
    return;
  }
  if (++depth_ > limits_.max_depth) {
    stop(base::ErrorCode::kLimit, PUNTE_MSG("elements nested deeper than {1}"),
         {std::to_string(limits_.max_depth)});
    return;
  }
  if (in_pattern_) {
    stop(base::ErrorCode::kSyntax, PUNTE_MSG("<{1}> inside a pattern; write < as &lt;"),
         {std::string(name)});
    return;
  }
  if (name == "header") {
    document_.cascade = flag("cascade", false);
    document_.segment_subflows = flag("segmentsubflows", true);
  } else if (name == "formathandle") {
    const std::string type = attribute("type").value_or("");
    if (type == "start") {
      document_.codes.open = flag("include", document_.codes.open);
    } else if (type == "end") {
      document_.codes.close = flag("include", document_.codes.close);
    } else if (type == "isolated") {
      document_.codes.single = flag("include", document_.codes.single);
    } else {
      warn(PUNTE_MSG("<formathandle> of the unknown type “{1}”; left out"), {type});
    }
  } else if (name == "languagerules") {
    in_languages_ = true;
  } else if (name == "languagerule" && in_languages_) {
    in_language_ = true;
    in_rule_ = false;  // one that nests them; only what is open here counts
    document_.languages.push_back({attribute("languagerulename").value_or(""), {}});
  } else if (name == "rule" && in_language_) {
    if (++rules_ > limits_.max_rules) {
      stop(base::ErrorCode::kLimit, PUNTE_MSG("more than {1} rules"),
           {std::to_string(limits_.max_rules)});
      return;
    }
    in_rule_ = true;
    document_.languages.back().rules.push_back({flag("break", true), {}, {}, line()});
  } else if ((name == "beforebreak" || name == "afterbreak") && in_rule_) {
    in_pattern_ = true;
    pattern_.clear();
  } else if (name == "languagemap") {
    if (document_.maps.size() >= limits_.max_rules) {
      stop(base::ErrorCode::kLimit, PUNTE_MSG("more than {1} rules"),
           {std::to_string(limits_.max_rules)});
      return;
    }
    document_.maps.push_back({attribute("languagepattern").value_or(".*"),
                              attribute("languagerulename").value_or(""), line()});
  }
}

void Reader::text(std::string_view text) {
  if (error_ || !in_pattern_) return;
  if (pattern_.size() + text.size() > limits_.max_pattern_bytes) {
    stop(base::ErrorCode::kLimit, PUNTE_MSG("a pattern of more than {1} bytes"),
         {std::to_string(limits_.max_pattern_bytes)});
    return;
  }
  pattern_ += text;
}

void Reader::finish_pattern(std::string& into) {
  in_pattern_ = false;
  into = unwrapped(pattern_);
  if (into.size() != pattern_.size()) {
    warn(PUNTE_MSG("a line break around a pattern; left out"));
  }
  // A mark of Okapi's: it says how inline codes are searched there, and is no part of the pattern.
  const std::string_view kNoAuto = "[noauto]";
  for (std::size_t at = into.find(kNoAuto); at != std::string::npos; at = into.find(kNoAuto)) {
    into.erase(at, kNoAuto.size());
  }
}

void Reader::end(std::string_view name) {
  if (error_) return;
  --depth_;
  if (in_pattern_) {
    SrxRule& rule = document_.languages.back().rules.back();
    finish_pattern(name == "beforebreak" ? rule.before : rule.after);
  } else if (name == "rule") {
    in_rule_ = false;
  } else if (name == "languagerule") {
    in_language_ = false;
    in_rule_ = false;
  } else if (name == "languagerules") {
    in_languages_ = false;
  }
}

base::Result<SrxDocument> Reader::run(std::string_view bytes) {
  if (bytes.size() > limits_.max_bytes) {
    return base::fail(base::ErrorCode::kLimit, PUNTE_MSG("larger than {1} bytes"),
                      {std::to_string(limits_.max_bytes)}, document_.path);
  }
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  const std::unique_ptr<XML_ParserStruct, Free> parser(XML_ParserCreate(nullptr));
  parser_ = parser.get();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, on_start, on_end);
  XML_SetCharacterDataHandler(parser_, on_text);
  XML_SetExternalEntityRefHandler(parser_, on_external_entity);
  XML_SetSkippedEntityHandler(parser_, on_skipped_entity);
  const bool parsed =
      XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK;
  if (error_) return tl::unexpected(std::move(*error_));
  if (!parsed) {
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("not well-formed XML ({1})"),
                      {XML_ErrorString(XML_GetErrorCode(parser_))}, where());
  }
  if (rules_ == 0) {
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("an SRX file without any rule"), {},
                      document_.path);
  }
  std::optional<SrxLanguageMap> missing;
  std::erase_if(document_.maps, [&](const SrxLanguageMap& map) {
    const bool known = std::any_of(
        document_.languages.begin(), document_.languages.end(),
        [&](const SrxLanguageRule& language) { return language.name == map.rule_name; });
    if (!known) {
      if (!missing) missing = map;
      warn_at(map.line, PUNTE_MSG("there are no rules of the name “{1}”; this map is left out"),
              {map.rule_name});
    }
    return !known;
  });
  if (missing && document_.maps.empty()) {
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("there are no rules of the name “{1}”"),
                      {missing->rule_name}, document_.path + ":" + std::to_string(missing->line));
  }
  if (document_.maps.empty()) {
    // Nothing says for whom the rules are: all of them, for everybody.
    warn(PUNTE_MSG("no <languagemap>; all rules hold for every language"));
    document_.cascade = true;
    for (const SrxLanguageRule& language : document_.languages) {
      document_.maps.push_back({".*", language.name, 0});
    }
  }
  return std::move(document_);
}

const char* said(bool value) { return value ? "yes" : "no"; }

}  // namespace

base::Result<SrxDocument> read_srx(std::string_view bytes, const std::string& path,
                                   const SrxLimits& limits) {
  return Reader(path, limits).run(bytes);
}

base::Result<std::vector<SrxRule>> SrxDocument::rules_for(std::string_view tag) const {
  std::unordered_map<std::string_view, const SrxLanguageRule*> by_name;
  for (const SrxLanguageRule& language : languages) by_name.try_emplace(language.name, &language);
  std::string underscored(tag);
  std::replace(underscored.begin(), underscored.end(), '-', '_');
  std::vector<SrxRule> out;
  for (const SrxLanguageMap& map : maps) {
    const std::string where = path + ":" + std::to_string(map.line);
    auto matched = internal::tag_matches(map.pattern, tag, where);
    if (matched && !*matched) matched = internal::tag_matches(map.pattern, underscored, where);
    if (!matched) return tl::unexpected(matched.error());
    if (!*matched) continue;
    const auto found = by_name.find(map.rule_name);
    if (found != by_name.end()) {
      out.insert(out.end(), found->second->rules.begin(), found->second->rules.end());
    }
    if (!cascade) break;
  }
  return out;
}

std::string write_srx(const SrxDocument& document) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n";
  out += "  <header segmentsubflows=\"" + std::string(said(document.segment_subflows)) +
         "\" cascade=\"" + said(document.cascade) + "\">\n";
  const auto handle = [&](const char* type, bool include) {
    out += "    <formathandle type=\"" + std::string(type) + "\" include=\"" + said(include) +
           "\"/>\n";
  };
  handle("start", document.codes.open);
  handle("end", document.codes.close);
  handle("isolated", document.codes.single);
  out += "  </header>\n  <body>\n    <languagerules>\n";
  for (const SrxLanguageRule& language : document.languages) {
    out += "      <languagerule languagerulename=\"" + base::escaped_attribute(language.name) +
           "\">\n";
    for (const SrxRule& rule : language.rules) {
      out += "        <rule break=\"" + std::string(said(rule.breaks)) + "\">\n";
      out += "          <beforebreak>" + base::escaped_attribute(rule.before) + "</beforebreak>\n";
      out += "          <afterbreak>" + base::escaped_attribute(rule.after) +
             "</afterbreak>\n        </rule>\n";
    }
    out += "      </languagerule>\n";
  }
  out += "    </languagerules>\n    <maprules>\n";
  for (const SrxLanguageMap& map : document.maps) {
    out += "      <languagemap languagepattern=\"" + base::escaped_attribute(map.pattern) +
           "\" languagerulename=\"" + base::escaped_attribute(map.rule_name) + "\"/>\n";
  }
  out += "    </maprules>\n  </body>\n</srx>\n";
  return out;
}

}  // namespace punte::language
