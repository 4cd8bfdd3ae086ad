#include "exchange/tmx_header.h"

#include <algorithm>

namespace punte::exchange {
namespace {

template <typename T>
void add_new(std::vector<T>& into, const std::vector<T>& more) {
  for (const T& one : more) {
    if (std::find(into.begin(), into.end(), one) == into.end()) into.push_back(one);
  }
}

}  // namespace

TmxHeader united(const std::vector<TmxHeader>& headers) {
  TmxHeader out;
  if (headers.empty()) return out;
  for (const language::Attribute& attribute : headers.front().attributes) {
    const bool agreed = std::all_of(headers.begin(), headers.end(), [&](const TmxHeader& header) {
      return std::find(header.attributes.begin(), header.attributes.end(), attribute) !=
             header.attributes.end();
    });
    if (agreed) out.attributes.push_back(attribute);
  }
  for (const TmxHeader& header : headers) {
    add_new(out.properties, header.properties);
    add_new(out.notes, header.notes);
    add_new(out.encodings, header.encodings);
  }
  return out;
}

}  // namespace punte::exchange
