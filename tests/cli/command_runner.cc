#include "tests/cli/command_runner.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace punte::cli {

Outcome run_punte(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                  std::string_view input) {
  const TemporaryFolder streams;
  const auto in = streams.write("in", input);
  const auto out = streams.write("out", "");
  const auto err = streams.write("err", "");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    dup2(open(in.c_str(), O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY | O_CLOEXEC), STDERR_FILENO);
    if (chdir(folder.c_str()) != 0) _exit(127);
    // Root may write everywhere, unless these are taken from it: what cannot be written must be
    // told to everybody alike. Anyone else has nothing to lose here, and the calls do nothing.
    prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
    prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
    setenv("LC_ALL", "C", 1);
    setenv("XDG_DATA_HOME", folder.c_str(), 1);
    setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
    unsetenv("PUNTE_TM");
    std::vector<char*> words = {const_cast<char*>("punte")};
    for (const std::string& argument : arguments) {
      words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    execv(PUNTE_BINARY, words.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), streams.read("out"),
          streams.read("err")};
}

std::string run_shell(const std::filesystem::path& folder, const std::string& script) {
  const TemporaryFolder files;
  const std::string binary = std::filesystem::path(PUNTE_BINARY).parent_path().string();
  files.write("script", "cd '" + folder.string() + "'; PATH='" + binary +
                            "':$PATH; export LC_ALL=C XDG_DATA_HOME=$PWD XDG_CONFIG_HOME=$PWD "
                            "HOME=$PWD; unset PUNTE_TM\n" +
                            script);
  const std::string out = (files.path() / "out").string();
  const std::string command =
      "bash '" + (files.path() / "script").string() + "' >'" + out + "' 2>&1 </dev/null";
  if (std::system(command.c_str()) == -1) throw std::runtime_error("no shell");
  return files.read("out");
}

}  // namespace punte::cli
