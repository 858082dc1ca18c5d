# tier: 4
# unittest.IsolatedAsyncioTestCase, mock.AsyncMock and functools with functions under test.
import asyncio
import functools
import unittest
from unittest import mock


async def fetch(client, key, retries=2):
    for i in range(retries + 1):
        try:
            return await client.get(key)
        except ConnectionError:
            if i == retries:
                raise
            await asyncio.sleep(0)


def memo(f):
    cache = {}

    @functools.wraps(f)
    async def wrapper(*args):
        if args not in cache:
            cache[args] = await f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


@memo
async def slow_square(x):
    """Its text."""
    await asyncio.sleep(0)
    return x * x


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


class Tests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.client = mock.AsyncMock()

    async def test_get(self):
        self.client.get.return_value = 5
        self.assertEqual(await fetch(self.client, "k"), 5)
        self.client.get.assert_awaited_once_with("k")

    async def test_retry(self):
        self.client.get.side_effect = [ConnectionError, ConnectionError, 7]
        self.assertEqual(await fetch(self.client, "k"), 7)
        self.assertEqual(self.client.get.await_count, 3)

    async def test_fails(self):
        self.client.get.side_effect = ConnectionError
        with self.assertRaises(ConnectionError):
            await fetch(self.client, "k")

    async def test_memo(self):
        self.assertEqual([await slow_square(3), await slow_square(3)], [9, 9])
        self.assertEqual((slow_square.__name__, slow_square.__doc__, len(slow_square.cache)), ("slow_square", "Its text.", 1))

    def test_plain(self):
        self.assertEqual((fib(80), show(5), show("x")), (23416728348467685, "int", "object"))


result = unittest.TextTestRunner(stream=open("/dev/null", "w")).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
print(result.testsRun, [str(f) for f in result.failures + result.errors])
print(functools.partial(fib, 10)(), fib.cache_info().currsize, slow_square.__wrapped__.__name__)
