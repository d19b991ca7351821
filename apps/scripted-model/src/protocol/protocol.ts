import type { IncomingHttpHeaders } from 'node:http';
import type { Act, Asked, Spoken } from '@deskstream/reasoning-script';

/** What a client sent, read; or the answer that a provider gives to what it cannot read. */
export type Read =
  | { readonly ok: true; readonly asked: Asked; readonly stream: boolean }
  | { readonly ok: false; readonly problem: string };

export interface Answer {
  readonly id: string;
  readonly model: string;
  readonly spoken: Spoken;
  readonly act: Act;
  /** Seconds since 1970. */
  readonly created: number;
  /** Options of the request that shape the stream. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One write to the stream. Pieces carry what the model says and are what faults count. */
export interface Frame {
  readonly text: string;
  readonly piece: boolean;
}

/** How one provider talks over HTTP. */
export interface Protocol {
  readonly name: 'openai' | 'anthropic';
  /** The key of a request; empty: none. */
  keyOf(headers: IncomingHttpHeaders): string;
  read(body: unknown, headers: IncomingHttpHeaders): Read;
  /** The whole reply as one JSON document. */
  whole(answer: Answer): object;
  /** The same reply, streamed. */
  frames(answer: Answer): readonly Frame[];
  /** A frame that is no JSON. */
  readonly garbled: string;
  /** The provider fails in the middle of a stream. */
  readonly failure: string;
  /** The body of an answer with this status. */
  error(status: number, message: string, code?: string): object;
}

export const frame = (event: string | null, data: unknown, piece = false): Frame => ({
  text: `${event === null ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`,
  piece,
});
