interface Told {
  readonly past: readonly { readonly type: string }[];
  readonly command: { readonly type: string };
  readonly decided: readonly unknown[];
}

/** Both lists, one event a line, with the past that led there. */
export const explain = (story: Told, expected: readonly unknown[]): string =>
  [
    'The decision differs.',
    `given  ${story.past.map(({ type }) => type).join(', ') || 'nothing'}`,
    `when   ${line(story.command)}`,
    ...side('then', expected),
    ...side('but', story.decided),
  ].join('\n');

const side = (name: string, events: readonly unknown[]): readonly string[] =>
  events.length === 0
    ? [`${name.padEnd(7)}nothing`]
    : events.map((event, index) => `${(index === 0 ? name : '').padEnd(7)}${line(event)}`);

const line = (event: unknown): string => {
  if (typeof event === 'string') return `${event} …`;
  const { type, data } = event as { readonly type: string; readonly data?: unknown };
  return data === undefined ? JSON.stringify(event) : `${type} ${JSON.stringify(data)}`;
};
