// A recursive tree walk: a generator that iterates over generators of itself, in three orders.
// EXPECT: pre: 50 20 10 5 30 25 35 70 60 65 90 80 95
// EXPECT: in: 5 10 20 25 30 35 50 60 65 70 80 90 95
// EXPECT: post: 5 10 25 35 30 20 65 60 80 95 90 70 50
// EXPECT: first above 28: 30
#include "include/coro/generator.hpp"
#include <cstdio>
#include <memory>

struct node {
    int key;
    std::unique_ptr<node> left, right;
};

static void insert(std::unique_ptr<node>& root, int key) {
    if (!root)
        root = std::make_unique<node>(node{key, nullptr, nullptr});
    else
        insert(key < root->key ? root->left : root->right, key);
}

enum class order { pre, in, post };

static coro::generator<const node&> walk(const node* n, order o) {
    if (!n)
        co_return;
    if (o == order::pre)
        co_yield *n;
    for (const node& l : walk(n->left.get(), o))
        co_yield l;
    if (o == order::in)
        co_yield *n;
    for (const node& r : walk(n->right.get(), o))
        co_yield r;
    if (o == order::post)
        co_yield *n;
}

static void print(const char* title, const node* root, order o) {
    std::printf("%s:", title);
    for (const node& n : walk(root, o))
        std::printf(" %d", n.key);
    std::puts("");
}

int main() {
    std::unique_ptr<node> root;
    for (int key : {50, 20, 70, 10, 30, 60, 90, 25, 35, 65, 80, 95, 5})
        insert(root, key);
    print("pre", root.get(), order::pre);
    print("in", root.get(), order::in);
    print("post", root.get(), order::post);

    int first_above_28 = -1;
    for (const node& n : walk(root.get(), order::in))
        if (n.key > 28) {
            first_above_28 = n.key;
            break;
        }
    std::printf("first above 28: %d\n", first_above_28);
}
