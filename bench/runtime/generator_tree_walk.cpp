// A recursive generator: a walk over a tree by `co_yield elements_of(...)`, entered and left by symmetric transfer.
#include "coro/recursive_generator.hpp"
#include "measured.hpp"

struct node {
    long value;
    node *left, *right;
};

static node nodes[127];

[[gnu::noinline]] static coro::recursive_generator<long> walk(const node* n) {
    if (!n)
        co_return;
    if (n->left)
        co_yield coro::elements_of<long>(walk(n->left));
    co_yield n->value;
    if (n->right)
        co_yield coro::elements_of<long>(walk(n->right));
}

measured run(long n) {
    for (int i = 0; i < 127; ++i)
        nodes[i] = {i, i < 63 ? nodes + 2 * i + 1 : nullptr, i < 63 ? nodes + 2 * i + 2 : nullptr};
    long resumes = 0, sum = 0;
    for (long i = 0; i < n; ++i) {
        auto g = walk(nodes);
        while (g.next())
            sum += g.get() * ++resumes % 3;
    }
    return {resumes + n * (1 + 2 * 126), sum}; // and entering and leaving each subtree
}
