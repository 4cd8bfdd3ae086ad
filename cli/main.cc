#include "cli/app.h"

int main(int argc, char** argv) { return punte::cli::run(argc, argv); }
