// A connection whose frame has 4 KB, for docs/questions.md.
#include <coroutine>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <utility>

template <class T> struct Task {
  struct promise_type {
    std::coroutine_handle<> continuation;
    T value{};
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
        auto next = done.promise().continuation;
        return next ? next : std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_value(T result) { value = std::move(result); }
  };
  std::coroutine_handle<promise_type> handle;
  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~Task() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
    handle.promise().continuation = waiting;
    return handle;
  }
  T await_resume() { return std::move(handle.promise().value); }
};

// What a reactor would resume when data has come.
std::coroutine_handle<> parked;
struct Ready {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { parked = h; }
  void await_resume() {}
};

int read_socket(char *buffer, int size);
void parse_header(const char *buffer, std::string &path);

Task<int> receive(int socket) {
  co_await Ready{};
  co_return socket + 1;
}

Task<int> serve(int socket) {
  char buffer[4096];
  std::string path;
  int bytes = read_socket(buffer, sizeof buffer);
  parse_header(buffer, path);
  int answer = co_await receive(socket); // STOP
  std::printf("%s: %d of %d bytes\n", path.c_str(), answer, bytes);
  co_return answer;
}

Task<int> session(int socket) {
  int first = co_await serve(socket);
  co_return first;
}

__attribute__((noinline)) int read_socket(char *buffer, int size) { return std::snprintf(buffer, size, "GET /index.html"); }
__attribute__((noinline)) void parse_header(const char *buffer, std::string &path) { path = buffer + 4; }

__attribute__((noinline)) void wait_for_data() { asm volatile("" ::: "memory"); }

int main() {
  Task<int> task = session(7);
  task.handle.resume();
  wait_for_data();
  parked.resume();
  return task.handle.promise().value == 8 ? 0 : 1;
}
