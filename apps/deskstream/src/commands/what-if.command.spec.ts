import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Report } from '@deskstream/conversation-what-if';
import type { LogRecord } from '@deskstream/port-event-log';
import { parse } from 'yaml';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { addCaseOf } from './case.command';
import { replayAll } from './replay-decisions.command';
import type { WhatIfRequest } from './what-if.command';
import { whatIf } from './what-if.command';

const histories = join(import.meta.dirname, '../../../../libs/conversation/histories/v2');
/** One event a line: key, headers, and the event's bytes as text. */
const readHistory = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { key: string; headers: Record<string, string>; value: string },
    );

const NAMES = ['replied-twice', 'handed-over-with-note-and-tag', 'person-takes-over-a-reply'];

/** What the commands need of an installation: recorded sessions, and the settings that were in force. */
const installed = async () => {
  const index = createMemoryStreamIndex();
  const keys = new Map<string, string>();
  for (const [place, name] of NAMES.entries()) {
    const records = readHistory(join(histories, `${name}.ndjson`)).map(
      ({ key, headers, value }, offset): LogRecord => ({
        ...{ topic: 'events', partition: place, offset, timestamp: 0 },
        ...{ key, headers, value: new TextEncoder().encode(value) },
      }),
    );
    keys.set(name, records[0]!.key);
    await index.write({
      partition: place,
      from: 0,
      to: records.length,
      rows: records.map((record) => ({
        key: record.key,
        record,
        seq: Number(record.headers['ce_seq']),
        eventId: record.headers['ce_id'] ?? '',
        type: record.headers['ce_type'] ?? '',
        at: 0,
      })),
    });
  }
  const rules = { ...defaultConversationSettings, handleUnassigned: true };
  const settings = { at: () => ({ workspace: 'acme', version: 1, rules, connections: [] }) };
  return { installation: { index, settings } as unknown as Installation, keys };
};

const listening = () => {
  const values: unknown[] = [];
  const lines: string[] = [];
  const output: Output = {
    json: true,
    line: (text = '') => lines.push(text),
    table: () => undefined,
    value: (value) => values.push(value),
    progress: () => ({ advance: () => undefined, end: () => undefined }),
  };
  return { output, values, lines };
};

describe('deskstream what-if, replay --decisions and case add', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'what-if-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const request = (sessions: readonly string[]): WhatIfRequest => ({
    ...{ sessions, rule: ['confidenceFloor=0.95'], limit: 100 },
    ...{ answerer: false, rerun: false, resume: false, failOnChange: false, yes: false },
    ...{ prompt: [], baseline: false },
  });
  const parts = () => ({
    folder,
    at: 1_790_000_000_000,
    signal: new AbortController().signal,
    answering: {
      describe: () => ({ name: 'nobody', costOf: null }),
      open: () => Promise.reject(new Error('nobody is asked')),
    },
  });

  it('reproduces every decision of the golden histories of this version', async () => {
    const { installation, keys } = await installed();
    const { output, values } = listening();
    await replayAll(installation, output, { sessions: [...keys.values()], limit: 100 });
    const sum = values.at(-1) as { decisions: number; reproduced: number };
    expect(sum.reproduced).toBe(sum.decisions);
  });

  it('lists what another confidence floor hands off, with a report in HTML', async () => {
    const { installation, keys } = await installed();
    const { output, values } = listening();
    const html = join(folder, 'report.html');
    const asked = { ...request([keys.get('replied-twice')!]), html };
    await whatIf(installation, output, asked, parts());
    const report = values.at(-1) as Report;
    expect(report.changed).toHaveLength(1);
    expect(Object.keys(report.moves)).toContain('replied → handed-over');
    expect(report.causes).toEqual({ 'HandoffRequested in place of ReplyRequested': 1 });
    expect(readFileSync(html, 'utf8')).toContain('confidenceFloor: 0.95');
  });

  it('goes on where it was stopped', async () => {
    const { installation, keys } = await installed();
    const sessions = [...keys.values()];
    const first = listening();
    await whatIf(installation, first.output, request(sessions.slice(0, 1)), parts());
    const again = listening();
    await whatIf(installation, again.output, { ...request(sessions), resume: true }, parts());
    expect(again.lines[0]).toBe('1 sessions were done before; 2 are left.');
    expect((again.values.at(-1) as Report).sessions).toBe(3);
  });

  it('ends with exit code 7 where asked to fail on a change', async () => {
    const { installation, keys } = await installed();
    const asked = { ...request([...keys.values()]), failOnChange: true };
    await expect(whatIf(installation, listening().output, asked, parts())).rejects.toMatchObject({
      exitCode: 7,
    });
  });

  it('refuses rules that nobody knows, all at once', async () => {
    const { installation, keys } = await installed();
    const file = join(folder, 'patch.yaml');
    writeFileSync(file, 'handleUnasigned: true\nconfidenceFloor: 7\n');
    const asked = { ...request([...keys.values()]), rule: [], settings: file };
    await expect(whatIf(installation, listening().output, asked, parts())).rejects.toThrow(
      /handleUnasigned.*confidenceFloor/s,
    );
  });

  it('makes a session a case, up to its last question', async () => {
    const { installation, keys } = await installed();
    const set = join(folder, 'set.yaml');
    await addCaseOf(installation, listening().output, {
      ...{ session: keys.get('replied-twice')!, set, expect: 'answer', id: 'twice' },
      ...{ cite: ['exports'], mustSay: [], mustNotSay: ['sorry'] },
    });
    const { cases } = parse(readFileSync(set, 'utf8')) as { cases: Record<string, unknown>[] };
    expect(cases).toMatchObject([{ id: 'twice', expect: 'answer', cite: ['exports'] }]);
    expect((cases[0]!['given'] as { type: string }[]).at(-1)!.type).toBe('CustomerWrote');
  });
});
