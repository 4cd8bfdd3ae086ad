#include "cli/messages.h"

#include <boost/locale.hpp>
#include <cstdlib>
#include <filesystem>
#include <locale>
#include <sstream>
#include <system_error>

namespace punte::cli {
namespace {

namespace fs = std::filesystem;

std::locale& message_locale() {
  static std::locale locale;
  return locale;
}

/// The name that message_locale() was made from.
std::string& locale_name() {
  static std::string name = "en_US.UTF-8";
  return name;
}

/// Made when the first number is shown: ICU's formats take longer than many a command.
const std::locale& number_locale() {
  static std::string made_from;
  static std::locale locale;
  if (made_from != locale_name()) {
    boost::locale::generator generator;
    generator.categories(boost::locale::formatting_facet | boost::locale::information_facet);
    locale = generator(locale_name());
    made_from = locale_name();
  }
  return locale;
}

std::string& language_in_use() {
  static std::string language = "en";
  return language;
}

/// Where catalogues lie: beside an installed binary, or in the build tree.
std::vector<fs::path> catalogue_folders() {
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = binary.parent_path();
  return {folder / "../share/punte/locale", folder / "../locales"};
}

/// "ro_RO.UTF-8" -> "ro_RO"; "C" and "POSIX" -> "en".
std::string user_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string language(value);
    language.resize(std::min(language.find_first_of(".@"), language.size()));
    return language == "C" || language == "POSIX" ? "en" : language;
  }
  return "en";
}

}  // namespace

void load_messages(const std::string& language) {
  std::string name = language.empty() ? user_language() : language;
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  boost::locale::generator generator;
  for (const fs::path& folder : catalogue_folders()) {
    generator.add_messages_path(folder.string());
  }
  generator.add_messages_domain("punte");
  generator.categories(boost::locale::message_facet | boost::locale::information_facet);
  try {
    locale_name() = name + ".UTF-8";
    message_locale() = generator(locale_name());
    language_in_use() = std::use_facet<boost::locale::info>(message_locale()).language();
  } catch (const std::exception&) {
    // A locale name that Boost cannot read must not keep anybody from their work.
    locale_name() = "en_US.UTF-8";
    message_locale() = generator(locale_name());
    language_in_use() = "en";
  }
}

const std::string& message_language() { return language_in_use(); }

std::string tr(const char* message, const std::vector<std::string>& arguments) {
  return base::fill_message(boost::locale::translate(message).str(message_locale()), arguments);
}

std::string trn(const char* singular, const char* plural, std::int64_t count,
                const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {number(count)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  // Plural rules look at the last digits only; a count beyond int keeps them by the remainder.
  const int selector =
      static_cast<int>(count > 1'000'000'000 ? 1'000'000'000 + count % 1'000'000 : count);
  return base::fill_message(
      boost::locale::translate(singular, plural, selector).str(message_locale()), all);
}

std::string number(std::int64_t value) {
  std::ostringstream out;
  out.imbue(number_locale());
  out << boost::locale::as::number << value;
  return out.str();
}

std::string remedy_text(base::Remedy remedy) {
  switch (remedy) {
    case base::Remedy::kNameLanguages:
      return tr("give --from and --to");
    case base::Remedy::kAddFiles:
      return tr("import it together with the files of the other languages");
    default:
      return {};
  }
}

std::string error_text(const base::Error& error) {
  std::string text = tr(error.message.c_str(), error.arguments);
  if (const std::string remedy = remedy_text(error.remedy); !remedy.empty()) text += "; " + remedy;
  return error.where.empty() ? text : error.where + ": " + text;
}

}  // namespace punte::cli
