import { mask, masked } from './mask';

describe('a value as a viewer may see it', () => {
  it('tells how long a text is, and nothing of it', () => {
    expect(masked('How do I export?')).toBe('••••• (16 characters)');
    expect(masked('a')).toBe('••••• (1 character)');
    expect(masked('')).toBe('');
  });

  it('masks what customers wrote and who they are, and leaves ids, words of ours and numbers', () => {
    const event = {
      seq: 1,
      event: {
        id: 'ev_1',
        type: 'CustomerMessageReceived',
        data: {
          messageId: 'm1',
          text: 'Help!',
          author: { id: 'u1', name: 'Ann' },
          channel: 'web',
          contact: { id: 'u1', email: 'ann@example.com' },
        },
      },
    };
    expect(mask(event)).toEqual({
      seq: 1,
      event: {
        id: 'ev_1',
        type: 'CustomerMessageReceived',
        data: {
          messageId: 'm1',
          text: '••••• (5 characters)',
          author: { id: 'u1', name: '••••• (3 characters)' },
          channel: 'web',
          contact: { id: '••••• (2 characters)', email: '••••• (15 characters)' },
        },
      },
    });
  });

  it('masks a text under a name that nobody thought of', () => {
    expect(mask({ remark: 'Ann is angry' })).toEqual({ remark: '••••• (12 characters)' });
    expect(mask(['Ann'])).toEqual(['••••• (3 characters)']);
  });

  it('masks whatever attributes and calls of tools hold, whatever it is called', () => {
    expect(mask({ attributes: { type: 'gold', orders: 12, since: null } })).toEqual({
      attributes: { type: '••••• (4 characters)', orders: '••••• (2 characters)', since: null },
    });
    expect(
      mask({ detail: { tool: 'orders', given: { id: 7 }, usage: { inputTokens: 9 } } }),
    ).toEqual({
      detail: { tool: 'orders', given: { id: '••••• (1 character)' }, usage: { inputTokens: 9 } },
    });
  });

  it('leaves the names of checks and timers', () => {
    const check = { name: 'assigned-to-ai', ok: true, expected: 'the AI', found: 'the AI' };
    expect(mask({ checks: [check] })).toEqual({ checks: [check] });
    const timer = { name: 'answer', dueAt: 3, because: 'more may follow' };
    expect(mask(timer)).toEqual(timer);
  });
});
