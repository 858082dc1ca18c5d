// Runs both, and compares what they write.

static void begin_run(int which) {
  now = &runs[which];
  now->count = 0;
  now->ended_at = ~0ull;
  points = suspends = ids = steps = 0;
  live = frames = 0;
  of_thread = 1;
  std::memset(alive, 0, sizeof alive);
}

static void end_run() {
  if (live) bad("objects are left", live);
  if (frames) bad("frames are left", frames);
}

template <bool Eager> void run_plain(PTask<u64, Eager> (*body)(u64), u64 input) {
  begin_run(0);
  try {
    ev('=', pawait(body(input)));
  } catch (Err &error) {
    ev('E', error.site);
  } catch (Cancelled) {
  }
  end_run();
}

template <bool Eager> void run_coroutine(Task<u64, Eager> (*body)(u64), u64 input) {
  begin_run(1);
  try {
    Task<u64, Eager> task = body(input);
    if (!Eager) task.handle.resume();
    while (!task.handle.done() && ++suspends != cancel_at) pending.resume();
    if (task.handle.done()) ev('=', task.await_resume());
    else now->ended_at = now->count;
  } catch (Err &error) {
    ev('E', error.site);
  }
  end_run();
}

static int by_kind(const void *one, const void *other) { return std::memcmp(one, other, sizeof(Event)); }

// What is destroyed from outside is destroyed in another order where a task or generator outlives what came after it.
static void sort_ends(Run &run) {
  u64 count = run.count < MOST_EVENTS ? run.count : MOST_EVENTS;
  if (run.ended_at >= count) return;
  Event *begin = run.events + run.ended_at;
  for (Event *at = begin; at != run.events + count; ++at) {
    Event plain = *at;
    std::memset(static_cast<void *>(at), 0, sizeof(Event));
    at->kind = plain.kind, at->a = plain.a, at->b = plain.b;
  }
  std::qsort(begin, count - run.ended_at, sizeof(Event), by_kind);
}

static void show(const char *whose, const Run &run, u64 at) {
  std::printf("  %-10s", whose);
  for (u64 i = at < 6 ? 0 : at - 6; i < at + 3 && i < run.count && i < MOST_EVENTS; ++i)
    std::printf(i == at ? "  **%c %llu %llu**" : "  %c %llu %llu", run.events[i].kind, run.events[i].a, run.events[i].b);
  std::printf("\n");
}

static bool compare(u64 input) {
  u64 count = runs[0].count < runs[1].count ? runs[1].count : runs[0].count;
  for (u64 i = 0; i < count && i < MOST_EVENTS && !broken; ++i) {
    const Event &one = runs[0].events[i], &other = runs[1].events[i];
    if (i < runs[0].count && i < runs[1].count && one.kind == other.kind && one.a == other.a && one.b == other.b) continue;
    std::printf("event %llu is different\n", i);
    show("plain", runs[0], i);
    show("coroutine", runs[1], i);
    broken = true;
  }
  if (runs[0].count != runs[1].count && !broken) broken = true;
  if (broken)
    std::printf("input %llu, exception at %llu, exception each %llu, destroyed at %llu\n", input, fuse, fuse_period, cancel_at);
  return !broken;
}

template <bool Eager> bool both(PTask<u64, Eager> (*plain)(u64), Task<u64, Eager> (*coroutine)(u64), u64 input) {
  run_plain(plain, input);
  u64 stops = suspends, places = points;
  run_coroutine(coroutine, input);
  if (UNORDERED_ENDS) sort_ends(runs[0]), sort_ends(runs[1]);
  suspends = stops, points = places;
  return compare(input);
}

template <bool Eager> int drive(PTask<u64, Eager> (*plain)(u64), Task<u64, Eager> (*coroutine)(u64)) {
  begin_run(1);
  if (!Eager) coroutine(1);  // destroyed before it has begun
  end_run();
  if (broken) return 1;
  for (u64 input = 1; input < 4; ++input) {
    fuse = fuse_period = cancel_at = 0;
    if (!both(plain, coroutine, input)) return 1;
    u64 stops = suspends, places = points;
    for (cancel_at = 1; cancel_at <= stops && cancel_at <= 60; ++cancel_at)
      if (!both(plain, coroutine, input)) return 1;
    u64 step = places / 150 + 1;
    cancel_at = 0;
    for (fuse = input; fuse <= places; fuse += step)
      if (!both(plain, coroutine, input)) return 1;
    fuse = 0;
    for (fuse_period = 5 + input; fuse_period < 80; fuse_period = fuse_period * 2 + input)
      for (cancel_at = 0; cancel_at <= stops && cancel_at < 12; cancel_at += 1 + input)
        if (!both(plain, coroutine, input)) return 1;
  }
  return 0;
}
