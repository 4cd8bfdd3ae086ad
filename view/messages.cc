#include "view/messages.h"

#include <algorithm>
#include <boost/locale.hpp>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <mutex>
#include <sstream>
#include <system_error>

namespace punte::view {
namespace {

namespace fs = std::filesystem;

/// Where catalogues lie: beside an installed binary, or in the build tree.
std::vector<fs::path> catalogue_folders() {
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = binary.parent_path();
  return {folder / "../share/punte/locale", folder / "../locales"};
}

}  // namespace

struct Messages::State {
  std::string name = "en_US.UTF-8";  ///< that `messages` was made from
  std::locale messages;
  std::string language = "en";
  /// ICU's formats take longer to load than many a command takes to run.
  mutable std::once_flag numbers_made;
  mutable std::locale numbers;
};

Messages::Messages() : state_(std::make_shared<const State>()) {}

Messages::Messages(const std::string& tag) {
  const auto state = std::make_shared<State>();
  std::string name = tag.empty() ? "en" : tag;
  std::replace(name.begin(), name.end(), '-', '_');
  boost::locale::generator generator;
  for (const fs::path& folder : catalogue_folders()) {
    generator.add_messages_path(folder.string());
  }
  generator.add_messages_domain("punte");
  generator.categories(boost::locale::message_facet | boost::locale::information_facet);
  try {
    state->messages = generator(name + ".UTF-8");
    state->language = std::use_facet<boost::locale::info>(state->messages).language();
    state->name = name + ".UTF-8";
  } catch (const std::exception&) {
    // A locale name that Boost cannot read must not keep anybody from their work.
    state->messages = generator(state->name);
  }
  state_ = state;
}

const std::string& Messages::language() const { return state_->language; }

std::string Messages::tr(const char* message, const std::vector<std::string>& arguments) const {
  return base::fill_message(boost::locale::translate(message).str(state_->messages), arguments);
}

std::string Messages::tr(const base::Message& message) const {
  return tr(message.text.c_str(), message.arguments);
}

std::string Messages::trn(const char* singular, const char* plural, std::int64_t count,
                          const std::vector<std::string>& arguments) const {
  std::vector<std::string> all = {number(count)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  // Plural rules look at the last digits only; a count beyond int keeps them by the remainder.
  const int selector =
      static_cast<int>(count > 1'000'000'000 ? 1'000'000'000 + count % 1'000'000 : count);
  return base::fill_message(
      boost::locale::translate(singular, plural, selector).str(state_->messages), all);
}

const std::locale& Messages::numbers() const {
  std::call_once(state_->numbers_made, [this] {
    boost::locale::generator generator;
    generator.categories(boost::locale::formatting_facet | boost::locale::information_facet);
    state_->numbers = generator(state_->name);
  });
  return state_->numbers;
}

std::string Messages::number(std::int64_t value) const {
  std::ostringstream out;
  out.imbue(numbers());
  out << boost::locale::as::number << value;
  return out.str();
}

std::string Messages::decimal(double value, int digits) const {
  std::ostringstream out;
  out.imbue(numbers());
  out << boost::locale::as::number << std::fixed << std::setprecision(digits) << value;
  return out.str();
}

std::string Messages::error_text(const base::Error& error) const {
  const std::string text = tr(error.message.c_str(), error.arguments);
  return error.where.empty() ? text : error.where + ": " + text;
}

std::string user_language() {
  // As in gettext: a list of languages, where the locale is not the plain one.
  const auto plain = [] {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      const char* value = std::getenv(name);
      if (value == nullptr || *value == '\0') continue;
      return std::string_view(value).starts_with("C.") || std::string_view(value) == "C" ||
             std::string_view(value) == "POSIX";
    }
    return true;
  };
  if (const char* list = std::getenv("LANGUAGE"); list != nullptr && *list != '\0' && !plain()) {
    const std::string_view first = list;
    return std::string(first.substr(0, first.find_first_of(":.@")));
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string language(value);
    language.resize(std::min(language.find_first_of(".@"), language.size()));
    return language == "C" || language == "POSIX" ? "en" : language;
  }
  return "en";
}

}  // namespace punte::view
