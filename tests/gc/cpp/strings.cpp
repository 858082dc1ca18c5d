// Strings are objects of bytes; coroutines concatenate, split and join them.
#include "coroutines.hpp"

#include <cstring>

using gc::Generator;
using gc::Ref;
using gc::Task;

static Ref text(const char *from, uint32_t length) {
  Ref made = gc_alloc(0, length);
  for (uint32_t i = 0; i < length; i++)
    gc::bytes<char>(made, 0)[i] = from[i];
  return made;
}

static Ref concatenated(Ref left, Ref right) {
  uint32_t first = gc::byte_count(left), second = gc::byte_count(right);
  Ref made = gc_alloc(0, first + second);
  for (uint32_t i = 0; i < first; i++)
    gc::bytes<char>(made, 0)[i] = gc::bytes<char>(left, 0)[i];
  for (uint32_t i = 0; i < second; i++)
    gc::bytes<char>(made, 0)[first + i] = gc::bytes<char>(right, 0)[i];
  return made;
}

static int64_t hash(Ref string) {
  int64_t sum = 7;
  for (uint32_t i = 0; i < gc::byte_count(string); i++)
    sum = (sum * 131 + gc::bytes<char>(string, 0)[i]) % 1'000'000'007;
  return sum;
}

static int64_t hash_of(const char *from, int64_t sum = 7) {
  for (; *from; from++)
    sum = (sum * 131 + *from) % 1'000'000'007;
  return sum;
}

// The words of a string, each a new string; a cursor into the bytes is live while the caller has the word.
GC_COROUTINE static Generator<Ref> words(Ref string) {
  auto cursor = gc::bytes<char>(string, 0), end = cursor + gc::byte_count(string);
  while (cursor != end) {
    auto begin = cursor;
    while (cursor != end && *cursor != ' ')
      cursor++;
    uint32_t length = static_cast<uint32_t>(cursor - begin);
    Ref word = gc_alloc(0, length);
    for (uint32_t i = 0; i < length; i++)
      gc::bytes<char>(word, 0)[i] = begin[i];
    co_yield word;
    if (cursor != end)
      cursor++;
  }
}

GC_COROUTINE static Task<Ref> joined(Generator<Ref> &parts, Ref separator) {
  Ref all = nullptr;
  while (parts.next()) {
    Ref part = parts.value();
    all = all ? concatenated(concatenated(all, separator), part) : part;
    co_await std::suspend_always{};
  }
  co_return all;
}

// A string of digits, doubled in each step.
GC_COROUTINE static Generator<Ref> growing(Ref seed) {
  for (;;) {
    co_yield seed;
    seed = concatenated(seed, seed);
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  const char *sentence = "a frame holds what a collector can find and nothing that it cannot";
  auto parts = words(text(sentence, static_cast<uint32_t>(std::strlen(sentence))));
  auto task = joined(parts, text("--", 2));
  while (!task.done()) {
    task.start();
    gc_poll();
  }
  checks.equal("joined", hash(task.result()),
               hash_of("a--frame--holds--what--a--collector--can--find--and--nothing--that--it--cannot"));

  auto steps = growing(text("0123456", 7));
  for (int i = 0; i <= 8; i++)
    steps.next();
  int64_t wanted = 7;
  for (int i = 0; i < 256; i++)
    wanted = hash_of("0123456", wanted);
  gc_poll();
  checks.equal("grown", hash(steps.value()), wanted);
  {
    auto gone = std::move(steps), also = std::move(parts);
    auto last = std::move(task);
  }
  return checks.status();
}
