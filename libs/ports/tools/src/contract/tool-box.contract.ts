import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolBox, ToolContext, ToolInvocation } from '../tools.port';

/** One toolbox with three tools behind it, and a server that counts. */
export interface ToolBoxFixture {
  readonly box: ToolBox;
  readonly context: ToolContext;
  /** A conversation that the tools are not for. */
  readonly elsewhere: ToolContext;
  /** Reads; takes `{ id: string }` and gives it back. */
  readonly reading: string;
  /** Has effects; takes `{ id: string }`. */
  readonly writing: string;
  /** Has effects, and the server never answers it. */
  readonly hanging: string;
  /** The secret that requests carry; the server gives it back in every answer. */
  readonly secret: string;
  /** Requests that reached the server. */
  requests(): number;
  close(): Promise<void>;
}

export const toolBoxContract = (name: string, open: () => Promise<ToolBoxFixture>): void => {
  describe(`${name} as a toolbox`, () => {
    let fixture: ToolBoxFixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());

    const invocation = (
      tool: string,
      args: unknown,
      context = fixture.context,
    ): ToolInvocation => ({
      name: tool,
      arguments: args,
      context,
      idempotencyKey: 'run-1/2',
    });
    const signal = () => new AbortController().signal;

    it('lists its tools with schema, effects and a hash that stays', async () => {
      const tools = await fixture.box.list(fixture.context);
      const effectsOf = (tool: string) => tools.find((each) => each.name === tool)?.effects;
      expect(effectsOf(fixture.reading)).toBe(false);
      expect(effectsOf(fixture.writing)).toBe(true);
      for (const tool of tools) expect(tool.parameters).toMatchObject({ type: 'object' });
      const again = await fixture.box.list(fixture.context);
      expect(again.map(({ hash }) => hash)).toEqual(tools.map(({ hash }) => hash));
    });

    it('calls a tool with one request, and says what came', async () => {
      const outcome = await fixture.box.call(
        invocation(fixture.reading, { id: 'order-7' }),
        signal(),
      );
      expect(outcome).toMatchObject({ kind: 'done', truncated: false });
      expect(JSON.stringify(outcome)).toContain('order-7');
      expect(fixture.requests()).toBe(1);
    });

    it('never shows its secret', async () => {
      const call = invocation(fixture.reading, { id: 'a' });
      const shown = [await fixture.box.call(call, signal()), await fixture.box.preview(call)];
      expect(JSON.stringify(shown)).not.toContain(fixture.secret);
    });

    it.each([{}, { id: 7 }, null, 'id', { id: 'a', more: 1 }])(
      'refuses arguments that do not fit, %j, before anything leaves',
      async (args) => {
        const outcome = await fixture.box.call(invocation(fixture.writing, args), signal());
        expect(outcome).toMatchObject({ kind: 'failed', code: 'TOOL.ARGUMENTS' });
        expect(fixture.requests()).toBe(0);
      },
    );

    it('knows no other tools, and none where they are not for', async () => {
      expect(await fixture.box.list(fixture.elsewhere)).toEqual([]);
      const refused = { kind: 'failed', code: 'TOOL.UNKNOWN' };
      const there = invocation(fixture.writing, { id: 'a' }, fixture.elsewhere);
      expect(await fixture.box.call(there, signal())).toMatchObject(refused);
      expect(await fixture.box.call(invocation('rm', {}), signal())).toMatchObject(refused);
      expect(fixture.requests()).toBe(0);
    });

    it('does not claim to know what a call without an answer did', async () => {
      const outcome = await fixture.box.call(invocation(fixture.hanging, { id: 'a' }), signal());
      expect(outcome).toMatchObject({ kind: 'unknown' });
      expect(fixture.requests()).toBe(1);
    }, 60_000);

    it('sends nothing for a preview', async () => {
      const preview = await fixture.box.preview(invocation(fixture.writing, { id: 'a' }));
      expect(preview).toMatchObject({ request: expect.any(String) });
      expect(fixture.requests()).toBe(0);
    });
  });
};
