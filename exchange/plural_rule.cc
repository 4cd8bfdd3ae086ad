#include "exchange/plural_rule.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "language/language_tag.h"

namespace punte::exchange {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxExpressionBytes = 4096;

struct Plural {
  std::string_view languages;  // each with a space on both sides
  std::string_view forms;
};

// Unicode's plural rules in gettext's form, for whole numbers.
constexpr std::array<Plural, 20> kPlurals = {{
    {" id ja jv km ko lo ms my su th vi yue zh ", "nplurals=1; plural=0;"},
    {" ak am bn fa ff fr gu hi hy kab kn ln mg oc pa pt si ti wa zu ",
     "nplurals=2; plural=(n > 1);"},
    {" ro ", "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n!=1 && n%100>0 && n%100<20)) ? 1 : 2);"},
    {" be bs hr ru sr uk ",
     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) "
     "? 1 : 2);"},
    {" cs sk ", "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"},
    {" pl ",
     "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"},
    {" lt ",
     "nplurals=3; plural=(n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || "
     "n%100>19) ? 1 : 2);"},
    {" lv ", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"},
    {" sl ", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"},
    {" dsb hsb ",
     "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"},
    {" gd ",
     "nplurals=4; plural=(n==1 || n==11) ? 0 : (n==2 || n==12) ? 1 : (n>2 && n<20) ? 2 : 3;"},
    {" mt ",
     "nplurals=4; plural=(n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : n%100>10 && n%100<20 ? 2 "
     ": 3);"},
    {" ga ", "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>2 && n<7 ? 2 : n>6 && n<11 ? 3 : 4);"},
    {" br ",
     "nplurals=5; plural=(n%10==1 && n%100!=11 && n%100!=71 && n%100!=91 ? 0 : n%10==2 && "
     "n%100!=12 && n%100!=72 && n%100!=92 ? 1 : (n%10==3 || n%10==4 || n%10==9) && (n%100<10 || "
     "n%100>19) && (n%100<70 || n%100>79) && (n%100<90 || n%100>99) ? 2 : n!=0 && n%1000000==0 ? 3 "
     ": 4);"},
    {" ar ",
     "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 "
     "? 4 : 5);"},
    {" cy ", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"},
    {" is ", "nplurals=2; plural=(n%10!=1 || n%100==11);"},
    {" mk ", "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);"},
    {" fil tl ", "nplurals=2; plural=(n!=1 && n!=2 && n!=3 && (n%10==4 || n%10==6 || n%10==9));"},
    {" af an az ast bg ca ckb co da de el en eo es et eu fi fo fy gl ha he hu ia it ka kk ku ky lb "
     "ml mn mr nb ne nl nn no or ps rm se sq sv sw ta te tg tk tr ug ur uz yi ",
     "nplurals=2; plural=(n != 1);"},
}};

constexpr std::uint64_t operator_of(char first, char second = '\0') {
  return static_cast<std::uint64_t>(static_cast<unsigned char>(first)) << 8 |
         static_cast<unsigned char>(second);
}

std::uint64_t apply(std::uint64_t what, std::uint64_t a, std::uint64_t b) {
  switch (what) {
    case operator_of('|', '|'):
      return (a != 0 || b != 0) ? 1 : 0;
    case operator_of('&', '&'):
      return (a != 0 && b != 0) ? 1 : 0;
    case operator_of('=', '='):
      return a == b ? 1 : 0;
    case operator_of('!', '='):
      return a != b ? 1 : 0;
    case operator_of('<', '='):
      return a <= b ? 1 : 0;
    case operator_of('>', '='):
      return a >= b ? 1 : 0;
    case operator_of('<'):
      return a < b ? 1 : 0;
    case operator_of('>'):
      return a > b ? 1 : 0;
    case operator_of('+'):
      return a + b;
    case operator_of('-'):
      return a - b;
    case operator_of('*'):
      return a * b;
    case operator_of('/'):
      return b == 0 ? 0 : a / b;
    default:
      return b == 0 ? 0 : a % b;
  }
}

/// Numbers that stand for all: the small ones one by one, and some of what is large.
std::vector<std::uint64_t> sample_numbers() {
  std::vector<std::uint64_t> out;
  for (std::uint64_t n = 0; n <= 220; ++n) out.push_back(n);
  for (const std::uint64_t n : {1000, 1001, 1011, 10000, 1'000'000}) out.push_back(n);
  return out;
}

}  // namespace

/// C's expressions as gettext has them: one variable, no assignment.
class PluralParser {
 public:
  PluralParser(std::string_view text, std::vector<PluralRule::Step>& steps)
      : text_(text), steps_(steps) {}

  bool parse() {
    if (!conditional(0)) return false;
    blanks();
    return at_ == text_.size();
  }

 private:
  using Kind = PluralRule::Step::Kind;

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' ||
                                  text_[at_] == '\r' || text_[at_] == '\\')) {
      ++at_;
    }
  }

  bool take(std::string_view sign) {
    blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  bool conditional(std::size_t depth) {
    if (depth > kMaxDepth || !binary(0, depth)) return false;
    if (!take("?")) return true;
    const std::size_t decision = steps_.size();
    steps_.push_back({Kind::kJumpIfZero, 0});
    if (!conditional(depth + 1) || !take(":")) return false;
    const std::size_t end_of_first = steps_.size();
    steps_.push_back({Kind::kJump, 0});
    steps_[decision].value = steps_.size();
    if (!conditional(depth + 1)) return false;
    steps_[end_of_first].value = steps_.size();
    return true;
  }

  /// Operators of one level bind equally and from the left.
  bool binary(std::size_t level, std::size_t depth) {
    static constexpr std::array<std::array<std::string_view, 4>, 6> kLevels = {
        {{"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}};
    if (level == kLevels.size()) return unary(depth);
    if (!binary(level + 1, depth)) return false;
    while (true) {
      const auto& signs = kLevels[level];
      const auto* const sign = std::find_if(signs.begin(), signs.end(), [&](std::string_view one) {
        return !one.empty() && take(one);
      });
      if (sign == signs.end()) return true;
      if (!binary(level + 1, depth)) return false;
      steps_.push_back(
          {Kind::kOperator, operator_of((*sign)[0], sign->size() > 1 ? (*sign)[1] : '\0')});
    }
  }

  bool unary(std::size_t depth) {
    if (depth > kMaxDepth) return false;
    blanks();
    if (take("!")) {
      if (!unary(depth + 1)) return false;
      steps_.push_back({Kind::kNumber, 0});
      steps_.push_back({Kind::kOperator, operator_of('=', '=')});
      return true;
    }
    if (take("(")) return conditional(depth + 1) && take(")");
    if (take("n")) {
      steps_.push_back({Kind::kN, 0});
      return true;
    }
    std::uint64_t value = 0;
    const std::string_view rest = text_.substr(at_);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc()) return false;
    at_ += static_cast<std::size_t>(end - rest.data());
    steps_.push_back({Kind::kNumber, value});
    return true;
  }

  std::string_view text_;
  std::vector<PluralRule::Step>& steps_;
  std::size_t at_ = 0;
};

std::optional<PluralRule> PluralRule::parse(std::string_view written) {
  constexpr std::string_view kCount = "nplurals=";
  constexpr std::string_view kRule = "plural=";
  if (written.size() > kMaxExpressionBytes) return std::nullopt;
  std::string compact;
  std::copy_if(written.begin(), written.end(), std::back_inserter(compact),
               [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
  const std::size_t count_at = compact.find(kCount);
  const std::size_t separator = compact.find(';');
  if (count_at == std::string::npos || separator == std::string::npos) return std::nullopt;
  const std::size_t rule_at = compact.find(kRule, separator);
  if (rule_at == std::string::npos) return std::nullopt;
  PluralRule out;
  const char* const first = compact.data() + count_at + kCount.size();
  const auto read = std::from_chars(first, compact.data() + separator, out.count_);
  if (read.ec != std::errc() || out.count_ == 0 || out.count_ > kMaxPluralForms) {
    return std::nullopt;
  }
  std::string_view rule = std::string_view(compact).substr(rule_at + kRule.size());
  rule = rule.substr(0, rule.find(';'));
  if (!PluralParser(rule, out.steps_).parse()) return std::nullopt;
  return out;
}

std::size_t PluralRule::form(std::uint64_t number) const {
  std::vector<std::uint64_t> stack;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    switch (step.kind) {
      case Step::Kind::kNumber:
        stack.push_back(step.value);
        break;
      case Step::Kind::kN:
        stack.push_back(number);
        break;
      case Step::Kind::kOperator: {
        const std::uint64_t right = stack.back();
        stack.pop_back();
        stack.back() = apply(step.value, stack.back(), right);
        break;
      }
      case Step::Kind::kJumpIfZero: {
        const bool is_zero = stack.back() == 0;
        stack.pop_back();
        if (is_zero) i = step.value - 1;
        break;
      }
      case Step::Kind::kJump:
        i = step.value - 1;
        break;
    }
  }
  return !stack.empty() && stack.back() < count_ ? stack.back() : 0;
}

std::string plural_forms(const std::string& language) {
  const auto tag = language::LanguageTag::parse(language);
  if (!tag) return {};
  const std::string wanted = " " + tag->language() + " ";
  for (const Plural& row : kPlurals) {
    if (row.languages.find(wanted) != std::string_view::npos) return std::string(row.forms);
  }
  return {};
}

std::vector<std::size_t> matching_forms(const PluralRule& from, const PluralRule& to) {
  std::vector<std::array<std::size_t, kMaxPluralForms>> votes(to.count());
  for (const std::uint64_t n : sample_numbers()) ++votes[to.form(n)][from.form(n)];
  std::vector<std::size_t> out;
  for (const auto& row : votes) {
    const auto most =
        std::max_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(from.count()));
    // A form that no whole number has, as some tools keep for fractions, is the last one.
    out.push_back(*most == 0 ? from.count() - 1 : static_cast<std::size_t>(most - row.begin()));
  }
  return out;
}

}  // namespace punte::exchange
