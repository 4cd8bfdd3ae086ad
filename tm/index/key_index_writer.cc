#include "tm/index/key_index_writer.h"

#include <algorithm>
#include <memory>

namespace punte::tm::internal {
namespace {

using Pages = IndexStorage::Pages;

constexpr std::size_t kMostPending = 512;  // looked at one by one by each search
constexpr std::size_t kBatchTexts = 4096;  // given to the thread at once
constexpr std::size_t kBatchBytes = std::size_t{1} << 19U;
constexpr std::size_t kMostTrigrams = std::size_t{1} << 22U;  // of all languages, unsorted

// An older part is merged with what is new if it is less than kMostTimesLarger times as large, and
// if all that is merged is at most kMostTimesAdded times what is new: no edit may rewrite a large
// index.
constexpr std::int64_t kMostTimesLarger = 4;
constexpr std::int64_t kMostTimesAdded = 16;
constexpr std::int64_t kMostListPages = 800'000;  // list bytes are counted in 32 bits

}  // namespace

void KeyIndexWriter::add(std::int64_t unit, std::int32_t place, std::int64_t language,
                         std::string_view text) {
  Buffer& buffer = buffers_[language];
  buffer.texts.push_back({unit, place, std::string(text)});
  buffer.bytes += text.size();
  if (buffer.texts.size() >= kBatchTexts || buffer.bytes >= kBatchBytes) process(buffer);
}

void KeyIndexWriter::erase(std::int64_t unit) { storage_.remove_pending_of_unit(unit); }

void KeyIndexWriter::process(Buffer& buffer) {
  await();
  buffer.added += static_cast<std::int64_t>(buffer.texts.size());
  buffer.bytes = 0;
  const std::size_t most = kMostTrigrams / (buffers_.size() + 1);
  job_buffer_ = &buffer;
  job_ = std::async(std::launch::async, [&buffer, most, texts = std::move(buffer.texts)] {
    for (const Text& text : texts) buffer.builder.add(text.unit, text.place, text.text);
    if (buffer.builder.trigrams() >= most) buffer.ready = buffer.builder.build();
  });
  buffer.texts.clear();
}

void KeyIndexWriter::await() {
  if (!job_.valid()) return;
  job_.get();
  Buffer& buffer = *job_buffer_;
  if (!buffer.ready) return;
  RunBuilder::Run run = std::move(*buffer.ready);
  buffer.ready.reset();
  keep_run(buffer, std::move(run));
}

void KeyIndexWriter::keep_run(Buffer& buffer, RunBuilder::Run run) {
  if (!has_runs_) {
    storage_.make_runs();
    has_runs_ = true;
  }
  PartWriter writer(storage_.writer(Pages::kRuns));
  buffer.runs.push_back(writer.finish(0, run.encoder, run.texts));
}

void KeyIndexWriter::flush() {
  await();
  for (auto& [language, buffer] : buffers_) flush(language, buffer);
  buffers_.clear();
  if (has_runs_) storage_.drop_runs();
  has_runs_ = false;
}

void KeyIndexWriter::flush(std::int64_t language, Buffer& buffer) {
  const std::size_t waiting = storage_.count_pending(language);
  if (buffer.added == 0 && waiting + buffer.texts.size() <= kMostPending) {
    for (const Text& text : buffer.texts) storage_.add_pending({text.unit, text.place, language});
    return;
  }
  storage_.for_each_pending(language, [&](const TextPlace& place, std::string_view text) {
    add(place.unit, place.place, language, text);
  });
  storage_.remove_pending_of_language(language);
  process(buffer);
  await();
  write_part(language, buffer);
}

/// Of the youngest parts those that are merged with what is new.
std::vector<PartEntry> KeyIndexWriter::parts_to_merge(std::int64_t language,
                                                      const Buffer& buffer) const {
  std::vector<PartEntry> parts = storage_.parts_of(language);
  std::int64_t merged = 0;
  std::int64_t pages = 0;
  for (const PartRow& run : buffer.runs) pages += run.limit_page - run.first_page;
  std::size_t first = parts.size();
  while (first > 0) {
    const PartRow& row = parts[first - 1].row;
    pages += row.limit_page - row.first_page;
    if (row.texts >= kMostTimesLarger * (buffer.added + merged) ||
        row.texts + merged > kMostTimesAdded * buffer.added || pages > kMostListPages) {
      break;
    }
    merged += row.texts;
    --first;
  }
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(first));
  return parts;
}

void KeyIndexWriter::write_part(std::int64_t language, Buffer& buffer) {
  const std::vector<PartEntry> old = parts_to_merge(language, buffer);
  if (buffer.runs.empty() && old.empty()) {
    RunBuilder::Run run = buffer.builder.build();
    PartWriter writer(storage_.writer(Pages::kParts));
    storage_.add_part(writer.finish(language, run.encoder, run.texts));
    return;
  }
  if (!buffer.builder.empty()) keep_run(buffer, buffer.builder.build());
  std::vector<std::unique_ptr<IndexPart>> parts;
  std::vector<PartSource> sources;
  const auto add_source = [&](const PartRow& row, Pages pages) {
    parts.push_back(std::make_unique<IndexPart>(row));
    sources.push_back({parts.back().get(), pages});
  };
  for (const PartEntry& entry : old) add_source(entry.row, Pages::kParts);
  for (const PartRow& run : buffer.runs) add_source(run, Pages::kRuns);
  const PartRow row = merge_parts(storage_, language, sources);
  for (const PartEntry& entry : old) storage_.remove_part(entry);
  storage_.add_part(row);
}

void KeyIndexWriter::discard() noexcept {
  if (job_.valid()) job_.wait();
  job_ = {};
  buffers_.clear();
  has_runs_ = false;  // the table goes with the transaction
}

void KeyIndexWriter::rebuild() {
  discard();
  storage_.clear();
  storage_.for_each_text([&](const TextPlace& place, std::string_view text) {
    add(place.unit, place.place, place.language, text);
  });
  flush();
}

bool KeyIndexWriter::wants_rebuild() const { return storage_.has_more_pending_than(kMostPending); }

}  // namespace punte::tm::internal
