// A TCP echo server and its clients on loopback, all of it asio's C++20 coroutines.
//
//   scripts/cxx -std=c++20 -O2 -pthread examples/asio-echo/echo.cpp -o echo && ./echo
//
// Clients and sessions interleave as the sockets please, so nothing is printed before all of them
// have ended: what is printed is the same each time. Exit status 0 only if every echo was right.
//
// FLAGS: -pthread
// EXPECT: sessions: 9 opened, 8 closed by the client, 1 aborted by the server
// EXPECT: clients: 8 done, 50 echoes each, 400 in all, 0 wrong
// EXPECT: bytes: 9320 sent, 9320 received
// EXPECT: protocol error seen by the server: line too long
// EXPECT: error seen by the client that broke the protocol: End of file
// EXPECT: deadline: not hit

#define ASIO_STANDALONE
// asio 1.22 knows only the experimental header when the compiler is clang.
#define ASIO_HAS_CO_AWAIT 1
#define ASIO_HAS_STD_COROUTINE 1
#include <asio.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

constexpr int clients = 8;
constexpr int messages = 50;
constexpr std::size_t longest_line = 200;

struct Tally {
  int opened = 0, closed = 0, aborted = 0;
  int done = 0, echoes = 0, wrong = 0;
  std::size_t sent = 0, received = 0;
  std::string server_error, client_error;
  bool deadline_hit = false;
};

// One line, without its end; a line that is too long is the sender's fault.
awaitable<std::string> read_line(tcp::socket &socket, std::string &buffer) {
  std::size_t end;
  while ((end = buffer.find('\n')) == std::string::npos) {
    if (buffer.size() > longest_line)
      throw std::length_error("line too long");
    std::array<char, 64> chunk;
    std::size_t got = co_await socket.async_read_some(asio::buffer(chunk), use_awaitable);
    buffer.append(chunk.data(), got);
  }
  std::string line = buffer.substr(0, end);
  buffer.erase(0, end + 1);
  co_return line;
}

// Counts the bytes that it wrote, in a coroutine of its own: awaitables nest.
awaitable<std::size_t> write_line(tcp::socket &socket, std::string line) {
  line += '\n';
  co_return co_await asio::async_write(socket, asio::buffer(line), use_awaitable);
}

// Echoes until the client goes (an exception: end of file) or sends nonsense.
awaitable<void> session(tcp::socket socket, Tally &tally) {
  ++tally.opened;
  std::string buffer;
  try {
    for (;;)
      co_await write_line(socket, co_await read_line(socket, buffer));
  } catch (const asio::system_error &error) {
    if (error.code() != asio::error::eof)
      throw;
    ++tally.closed;
  } catch (const std::length_error &error) {
    ++tally.aborted;
    tally.server_error = error.what();
  }
}

awaitable<void> server(tcp::acceptor &acceptor, Tally &tally) {
  for (int i = 0; i < clients + 1; ++i) {
    tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(acceptor.get_executor(), session(std::move(socket), tally), asio::detached);
  }
}

std::string message(int client, int number) {
  return "client " + std::to_string(client) + " message " + std::to_string(number) +
         std::string(static_cast<std::size_t>((client + number) % 8), '.');
}

awaitable<void> client(tcp::endpoint where, int id, Tally &tally) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(where, use_awaitable);
  std::string buffer;
  for (int i = 0; i < messages; ++i) {
    std::string text = message(id, i);
    tally.sent += co_await write_line(socket, text);
    std::string answer = co_await read_line(socket, buffer);
    tally.received += answer.size() + 1;
    ++(answer == text ? tally.echoes : tally.wrong);
  }
  ++tally.done;
}

// Sends a line without an end: the server hangs up, and reading fails.
awaitable<void> rude_client(tcp::endpoint where, Tally &tally) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(where, use_awaitable);
  std::string endless(longest_line + 1, 'x'), buffer;
  co_await asio::async_write(socket, asio::buffer(endless), use_awaitable);
  try {
    co_await read_line(socket, buffer);
  } catch (const asio::system_error &error) {
    tally.client_error = error.code().message();
  }
}

int main() {
  asio::io_context context(1);
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  tcp::endpoint where = acceptor.local_endpoint();
  Tally tally;
  int failed = 0;

  // A deadline for all of it: a lost wakeup must not hang a test.
  asio::steady_timer deadline(context, std::chrono::seconds(15));
  deadline.async_wait([&](asio::error_code error) {
    if (!error) {
      tally.deadline_hit = true;
      context.stop();
    }
  });
  int running = clients + 1;
  auto ended = [&](std::exception_ptr error) {
    failed += error != nullptr;
    if (--running == 0)
      deadline.cancel();
  };
  asio::co_spawn(context, server(acceptor, tally), asio::detached);
  for (int id = 0; id < clients; ++id)
    asio::co_spawn(context, client(where, id, tally), ended);
  asio::co_spawn(context, rude_client(where, tally), ended);
  context.run();

  std::printf("sessions: %d opened, %d closed by the client, %d aborted by the server\n", tally.opened, tally.closed,
              tally.aborted);
  std::printf("clients: %d done, %d echoes each, %d in all, %d wrong\n", tally.done, messages, tally.echoes,
              tally.wrong);
  std::printf("bytes: %zu sent, %zu received\n", tally.sent, tally.received);
  std::printf("protocol error seen by the server: %s\n", tally.server_error.c_str());
  std::printf("error seen by the client that broke the protocol: %s\n", tally.client_error.c_str());
  std::printf("deadline: %s\n", tally.deadline_hit ? "HIT" : "not hit");
  bool good = tally.echoes == clients * messages && tally.sent == tally.received && tally.closed == clients &&
              tally.aborted == 1 && failed == 0 && !tally.deadline_hit;
  return good ? 0 : 1;
}
