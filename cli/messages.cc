#include "cli/messages.h"

#include "cli/advice.h"

namespace punte::cli {
namespace {

view::Messages& loaded() {
  static view::Messages messages;
  return messages;
}

}  // namespace

const view::Messages& messages() { return loaded(); }

void load_messages(const std::string& language) {
  loaded() = view::Messages(language.empty() ? view::user_language() : language);
}

bool has_catalogue() {
  // A message that every catalogue has.
  constexpr const char* kProbe = "Show this help";
  return message_language() == "en" || tr(kProbe) != kProbe;
}

const std::string& message_language() { return loaded().language(); }

std::string tr(const char* message, const std::vector<std::string>& arguments) {
  return loaded().tr(message, arguments);
}

std::string trn(const char* singular, const char* plural, std::int64_t count,
                const std::vector<std::string>& arguments) {
  return loaded().trn(singular, plural, count, arguments);
}

std::string number(std::int64_t value) { return loaded().number(value); }

std::string decimal(double value, int digits) { return loaded().decimal(value, digits); }

std::string error_text(const base::Error& error) {
  const char* const advice = advice_for(error.remedy);
  const std::string text = loaded().error_text(error);
  return advice == nullptr ? text : text + "; " + tr(advice, {error.proposal});
}

}  // namespace punte::cli
