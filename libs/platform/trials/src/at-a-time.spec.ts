import { atATime } from './at-a-time';

/** Work that is done when it is let go; tells what was begun. */
const gated = () => {
  const begun: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<string>>();
  const gateOf = (item: string) => {
    const gate = gates.get(item) ?? Promise.withResolvers<string>();
    gates.set(item, gate);
    return gate;
  };
  return {
    begun,
    work: (item: string): Promise<string> => {
      begun.push(item);
      return gateOf(item).promise;
    },
    end: (item: string) => gateOf(item).resolve(item),
    fail: (item: string) => gateOf(item).reject(new Error(`${item} failed`)),
  };
};

/** Every promise that can go on has. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('some at a time', () => {
  it('never begins more than it may, and does each once, the first done first', async () => {
    const { begun, work, end } = gated();
    const items = atATime(['a', 'b', 'c', 'd'], 2, work);
    end('b');
    expect([(await items.next()).value, begun]).toEqual(['b', ['a', 'b']]);
    end('c');
    expect([(await items.next()).value, begun]).toEqual(['c', ['a', 'b', 'c']]);
    end('a');
    end('d');
    const left = [(await items.next()).value, (await items.next()).value];
    expect([left.sort(), begun]).toEqual([
      ['a', 'd'],
      ['a', 'b', 'c', 'd'],
    ]);
    expect((await items.next()).done).toBe(true);
  });

  it('fails with the first failure, once those under way came to rest, and begins no more', async () => {
    const { begun, work, end, fail } = gated();
    const items = atATime(['a', 'b', 'c'], 2, work);
    let isOver = false;
    const failed = items.next().catch((error: unknown) => {
      isOver = true;
      return error;
    });
    fail('b');
    await turn();
    expect(isOver).toBe(false);
    end('a');
    expect(await failed).toEqual(new Error('b failed'));
    expect(begun).toEqual(['a', 'b']);
  });
});
