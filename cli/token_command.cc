#include "cli/token_command.h"

#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/messages.h"
#include "cli/serve_arguments.h"
#include "cli/terminal.h"
#include "server/tokens.h"
#include "view/json.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

using base::Result;
using view::Json;

constexpr std::int64_t kSecondsOfDay = 86'400;

struct TokenArguments {
  std::string file;
  std::string name;
  std::string role = "read";
  std::vector<std::string> memories;
  int days = 0;
};

Result<int> run_add(const Context& context, const TokenArguments& arguments) {
  const auto path = token_file(arguments.file);
  PUNTE_CHECK(context.files().will_write(path));
  PUNTE_TRY(auto tokens, server::TokenList::read(path));
  server::Token token;
  token.name = arguments.name;
  PUNTE_TRY(token.role, server::parse_role(arguments.role));
  token.memories = arguments.memories;
  token.created = std::time(nullptr);
  if (arguments.days > 0) token.expires = token.created + arguments.days * kSecondsOfDay;
  PUNTE_TRY(const std::string secret, tokens.add(std::move(token)));
  PUNTE_CHECK(tokens.write(path));
  if (context.output() != Output::kTable) {
    return print(view::json_line({{"name", arguments.name}, {"token", secret}})) ? kDone : kFailed;
  }
  const std::string hint = tr("Keep it well: it is not shown again.");
  std::fprintf(stderr, "%s\n", hint.c_str());
  return print(secret + "\n") ? kDone : kFailed;
}

Json to_json(const server::Token& token) {
  Json out{{"name", token.name},
           {"role", server::role_name(token.role)},
           {"memories", token.memories},
           {"created", view::moment_text(token.created)}};
  if (token.expires > 0) out["expires"] = view::moment_text(token.expires);
  return out;
}

Result<int> run_list(const Context& context, const TokenArguments& arguments) {
  PUNTE_TRY(const auto tokens, server::TokenList::read(token_file(arguments.file)));
  Table table({tr("Token"), tr("Role"), tr("Memories"), tr("Expires")});
  Json document = Json::array();
  std::string lines;
  for (const server::Token& token : tokens.list()) {
    std::string memories;
    for (const std::string& name : token.memories)
      memories += (memories.empty() ? "" : ", ") + name;
    table.add({{token.name},
               {std::string(server::role_name(token.role))},
               {memories.empty() ? tr("all") : memories},
               {token.expires > 0 ? view::moment_text(token.expires) : tr("never")}});
    document.push_back(to_json(token));
    lines += view::json_line(document.back());
  }
  std::string out = table.text();
  if (context.output() == Output::kJson) out = view::json_document(document);
  if (context.output() == Output::kJsonLines) out = lines;
  if (!print(out)) return kFailed;
  return tokens.list().empty() ? kNothingFound : kDone;
}

Result<int> run_revoke(const Context& context, const TokenArguments& arguments) {
  const auto path = token_file(arguments.file);
  PUNTE_CHECK(context.files().will_write(path));
  PUNTE_TRY(auto tokens, server::TokenList::read(path));
  PUNTE_CHECK(tokens.revoke(arguments.name));
  PUNTE_CHECK(tokens.write(path));
  return kDone;
}

void add_name(CLI::App& command, TokenArguments& arguments) {
  command.add_option("name", arguments.name, tr("What the token is called"))
      ->required()
      ->type_name(tr("NAME"));
}

}  // namespace

void add_token_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<TokenArguments>();
  CLI::App& group = *app.add_subcommand("token", tr("Who may use the server: add, list, revoke"));
  group.require_subcommand(1);
  CLI::App& adding =
      add_command(group, context, "add", tr("Make a token and print it"),
                  "  punte token add weblate\n"
                  "  punte token add ana --role write --memory client --days 90",
                  [&context, arguments] { return finished(run_add(context, *arguments)); });
  add_name(adding, *arguments);
  adding
      .add_option("--role", arguments->role,
                  tr("What it allows: read, write or admin (default: read)"))
      ->check(CLI::IsMember({"read", "write", "admin"}))
      ->type_name(tr("ROLE"));
  adding.add_option("--memory", arguments->memories, tr("Only this memory (default: all)"))
      ->allow_extra_args(false)
      ->type_name(tr("NAME"));
  adding
      .add_option("--days", arguments->days, tr("It expires after so many days (default: never)"))
      ->check(CLI::Range(1, 36500))
      ->type_name(tr("NUMBER"));
  CLI::App& listing = add_command(
      group, context, "list", tr("Show all tokens, but not their secrets"), "  punte token list",
      [&context, arguments] { return finished(run_list(context, *arguments)); });
  CLI::App& revoking = add_command(
      group, context, "revoke", tr("Make a token worthless"), "  punte token revoke weblate",
      [&context, arguments] { return finished(run_revoke(context, *arguments)); });
  add_name(revoking, *arguments);
  for (CLI::App* const command : {&adding, &listing, &revoking}) {
    command
        ->add_option("--tokens", arguments->file,
                     tr("The file of tokens (default: tokens.json beside the configuration)"))
        ->type_name(tr("FILE"));
  }
  add_output_options(adding, context);
  add_output_options(listing, context);
}

}  // namespace punte::cli
