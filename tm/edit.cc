#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/language_tag.h"
#include "language/text.h"
#include "tm/go_on.h"
#include "tm/maintenance.h"
#include "tm/store/change_log.h"

// Changes of the wording of texts.
namespace punte::tm {
namespace {

using base::fail;

void set_attribute(std::vector<Attribute>& attributes, std::string_view name, std::string value) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const Attribute& attribute) { return attribute.first == name; });
  if (found == attributes.end()) {
    attributes.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

/// When and by whom texts are edited.
struct Edit {
  explicit Edit(const ChangeInfo& info)
      : date(tmx_date(internal::time_of(info))), who(internal::author_of(info)) {}

  /// Says so in the variant and, where the unit says it of itself, in the unit.
  void sign(Unit& unit, Variant& variant) const {
    const bool unit_too =
        std::any_of(unit.attributes.begin(), unit.attributes.end(), [](const Attribute& attribute) {
          return attribute.first == "changedate" || attribute.first == "changeid";
        });
    if (unit_too) sign(unit.attributes);
    sign(variant.attributes);
  }

 private:
  void sign(std::vector<Attribute>& attributes) const {
    set_attribute(attributes, "changedate", date);
    set_attribute(attributes, "changeid", who);
  }

  std::string date;
  std::string who;
};

bool is_empty(const MarkedText& text) {
  return text.codes.empty() && language::trim(text.text).empty();
}

}  // namespace

std::optional<MarkedText> reword(const MarkedText& text, std::string_view marked) {
  MarkedText out;
  // What code contents show goes out of the text, in their order.
  std::vector<bool> shown(text.codes.size(), false);
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const std::string& content = text.codes[i].content;
    if (content.empty()) continue;
    const std::size_t found = marked.find(content, at);
    if (found == std::string_view::npos) return std::nullopt;
    out.text.append(marked, at, found - at);
    at = found + content.size();
    out.codes.push_back(text.codes[i]);
    out.codes.back().offset = out.text.size();
    shown[i] = true;
  }
  out.text.append(marked.substr(std::min(at, marked.size())));
  const auto [mine, theirs] =
      std::mismatch(text.text.begin(), text.text.end(), out.text.begin(), out.text.end());
  const auto front = static_cast<std::size_t>(mine - text.text.begin());
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    if (shown[i]) continue;
    InlineCode code = text.codes[i];
    if (code.offset > front) {
      const std::size_t to_end = text.text.size() - std::min(code.offset, text.text.size());
      code.offset = out.text.size() - std::min(to_end, out.text.size());
      // Between two characters, not inside of one.
      while (code.offset < out.text.size() &&
             (static_cast<unsigned char>(out.text[code.offset]) & 0xC0) == 0x80) {
        ++code.offset;
      }
    }
    const auto place = std::upper_bound(
        out.codes.begin(), out.codes.end(), code.offset,
        [](std::size_t offset, const InlineCode& other) { return offset < other.offset; });
    out.codes.insert(place, std::move(code));
  }
  return out;
}

Result<EditReport> edit(Memory& memory, std::int64_t id, const std::string& language,
                        std::string_view marked, ChangeInfo info) {
  using Outcome = EditReport::Outcome;
  if (!language::is_valid_utf8(marked)) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("the text is not UTF-8"));
  }
  const Edit edit(info);
  PUNTE_TRY(auto writer, memory.begin(std::move(info)));
  PUNTE_TRY(std::optional<Unit> unit, memory.unit(id));
  if (!unit) return EditReport{Outcome::kNoText};
  const auto variant = std::find_if(unit->variants.rbegin(), unit->variants.rend(),
                                    [&](const Variant& one) { return one.language == language; });
  if (variant == unit->variants.rend()) return EditReport{Outcome::kNoText};
  std::optional<MarkedText> text = reword(variant->text, marked);
  if (!text) return EditReport{Outcome::kCodesMissing};
  if (is_empty(*text)) return EditReport{Outcome::kEmpty};
  if (*text == variant->text) return EditReport{Outcome::kSame};
  variant->text = std::move(*text);
  edit.sign(*unit, *variant);
  PUNTE_TRY(const bool replaced, writer.replace(*unit));
  PUNTE_CHECK(writer.commit());
  return EditReport{replaced ? Outcome::kChanged : Outcome::kSame, writer.change()};
}

namespace {

/// Steps of ICU's matcher, each "on the order of milliseconds".
constexpr std::int32_t kRegexTime = 1000;
constexpr std::int32_t kRegexStack = 8 << 20;  // bytes

/// Builds a text out of parts of another one, and keeps its codes at their places.
class Rebuilder {
 public:
  explicit Rebuilder(const MarkedText& from) : from_(from) {}

  /// Takes over what lies before `limit`.
  void keep_to(std::size_t limit) {
    for (; next_ < from_.codes.size() && from_.codes[next_].offset <= limit; ++next_) {
      const std::size_t offset = std::max(from_.codes[next_].offset, at_);
      add_code(out_.text.size() + (offset - at_));
    }
    out_.text.append(from_.text, at_, limit - at_);
    at_ = limit;
  }
  /// Passes over what lies before `limit`; codes in it come after `text`.
  void put(std::string_view text, std::size_t limit) {
    out_.text += text;
    for (; next_ < from_.codes.size() && from_.codes[next_].offset < limit; ++next_) {
      add_code(out_.text.size());
    }
    at_ = limit;
  }
  MarkedText finish() {
    keep_to(from_.text.size());
    return std::move(out_);
  }

 private:
  void add_code(std::size_t offset) {
    out_.codes.push_back(from_.codes[next_]);
    out_.codes.back().offset = offset;
  }

  const MarkedText& from_;
  MarkedText out_;
  std::size_t at_ = 0;    // of the text
  std::size_t next_ = 0;  // of the codes
};

/// Finds and replaces in one text after the other.
class Replacer {
 public:
  static Result<Replacer> make(const ReplaceOptions& options) {
    if (options.find.empty()) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("there is nothing to look for"));
    }
    if (!language::is_valid_utf8(options.find) || !language::is_valid_utf8(options.with)) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("the text is not UTF-8"));
    }
    Replacer out(options);
    if (!options.regex) return out;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    out.pattern_.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(options.find), 0, where, status));
    if (U_SUCCESS(status)) out.matcher_.reset(out.pattern_->matcher(status));
    if (U_FAILURE(status)) {
      return fail(ErrorCode::kInvalidArgument,
                  PUNTE_MSG("this is no regular expression (character {1})"),
                  {std::to_string(where.offset + 1)}, options.find);
    }
    out.matcher_->setTimeLimit(kRegexTime, status);
    out.matcher_->setStackLimit(kRegexStack, status);
    return out;
  }

  /// nullopt: nothing of it is found.
  Result<std::optional<MarkedText>> replace(const MarkedText& text, std::int64_t unit) {
    return options_->regex ? by_expression(text, unit) : literally(text);
  }

 private:
  explicit Replacer(const ReplaceOptions& options) : options_(&options) {}

  std::optional<MarkedText> literally(const MarkedText& text) const {
    const std::string& find = options_->find;
    std::size_t found = text.text.find(find);
    if (found == std::string::npos) return std::nullopt;
    Rebuilder out(text);
    for (; found != std::string::npos; found = text.text.find(find, found + find.size())) {
      out.keep_to(found);
      out.put(options_->with, found + find.size());
    }
    return out.finish();
  }

  Result<std::optional<MarkedText>> by_expression(const MarkedText& text, std::int64_t unit) {
    // Places in UTF-16 and UTF-8 correspond in valid text only.
    if (!language::is_valid_utf8(text.text)) return std::nullopt;
    const icu::UnicodeString subject = icu::UnicodeString::fromUTF8(text.text);
    const icu::UnicodeString with = icu::UnicodeString::fromUTF8(options_->with);
    matcher_->reset(subject);
    UErrorCode status = U_ZERO_ERROR;
    Rebuilder out(text);
    bool any = false;
    std::int32_t last = 0;  // in UTF-16
    std::size_t at = 0;     // the same place in UTF-8
    const auto move_to = [&](std::int32_t place) {
      std::string passed;
      subject.tempSubStringBetween(last, place).toUTF8String(passed);
      last = place;
      at += passed.size();
      return at;
    };
    while (matcher_->find(status) != 0 && U_SUCCESS(status)) {
      any = true;
      const std::int32_t start = matcher_->start(status);
      icu::UnicodeString replaced;
      matcher_->appendReplacement(replaced, with, status);
      if (U_FAILURE(status)) break;
      // It appends what lies between the matches as well.
      replaced.removeBetween(0, start - last);
      std::string text_of_match;
      replaced.toUTF8String(text_of_match);
      out.keep_to(move_to(start));
      out.put(text_of_match, move_to(matcher_->end(status)));
    }
    if (status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW) {
      return fail(ErrorCode::kLimit,
                  PUNTE_MSG("the regular expression takes too long on unit {1}; make it simpler"),
                  {std::to_string(unit)}, options_->find);
    }
    if (U_FAILURE(status)) {
      return fail(ErrorCode::kInvalidArgument,
                  PUNTE_MSG("the replacement names a group that the expression has not"), {},
                  options_->with);
    }
    if (!any) return std::nullopt;
    return out.finish();
  }

  const ReplaceOptions* options_;
  std::unique_ptr<icu::RegexPattern> pattern_;
  std::unique_ptr<icu::RegexMatcher> matcher_;
};

/// Replaces in the texts of a unit; true where one became another.
Result<bool> replace_in(Unit& unit, Replacer& replacer, const ReplaceOptions& options,
                        const Edit& edit, ReplaceReport& report) {
  bool any = false;
  for (Variant& variant : unit.variants) {
    if (!options.language.empty() &&
        !language::stand_for_each_other(variant.language, options.language)) {
      continue;
    }
    PUNTE_TRY(std::optional<MarkedText> text, replacer.replace(variant.text, unit.id));
    if (!text || *text == variant.text) continue;
    if (is_empty(*text)) {
      ++report.emptied;
      continue;
    }
    any = true;
    ++report.texts;
    if (report.examples.size() < kExamples) {
      report.examples.push_back({unit.id, variant.language, variant.text, *text});
    }
    variant.text = std::move(*text);
    edit.sign(unit, variant);
  }
  return any;
}

}  // namespace

Result<ReplaceReport> replace(Memory& memory, const ReplaceOptions& options, ChangeInfo info) {
  ReplaceReport report;
  PUNTE_TRY(Replacer replacer, Replacer::make(options));
  PUNTE_TRY(UnitMatcher matcher, UnitMatcher::make(options.filter));
  const Edit edit(info);
  std::optional<Writer> writer;
  if (!options.dry_run) {
    PUNTE_TRY(auto begun, memory.begin(std::move(info)));
    writer.emplace(std::move(begun));
  }
  UnitFilter whole;  // units must not lose the languages that the filter does not name
  whole.ids = options.filter.ids;
  PUNTE_CHECK(
      memory.for_each(whole, [&](const Unit& unit, std::string_view origin) -> Result<void> {
        PUNTE_TRY(const bool matches, matcher.matches(unit, origin));
        if (!matches) return {};
        if (const auto asked = internal::ask(options.go_on, ++report.units); !asked) return asked;
        Unit replaced = unit;
        PUNTE_TRY(const bool any, replace_in(replaced, replacer, options, edit, report));
        if (!any) return {};
        ++report.altered;
        if (!writer) return {};
        PUNTE_TRY(const bool done, writer->replace(replaced));
        static_cast<void>(done);
        return {};
      }));
  if (writer) {
    PUNTE_CHECK(writer->commit());
    report.change = writer->change();
  }
  return report;
}

}  // namespace punte::tm
