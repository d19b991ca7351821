import type { Offset } from '@deskstream/port-event-log';
import { InvalidArgumentError } from 'commander';

/** Offsets by partition, as in `{"0":41,"3":7}`. Anything else is refused with the option's name. */
export const offsets = (text: string): ReadonlyMap<number, Offset> => {
  const entries = Object.entries(parsed(text));
  if (entries.every(isPosition)) return new Map(entries.map(([at, last]) => [Number(at), last]));
  throw new InvalidArgumentError('expected offsets by partition, as in {"0":41,"3":7}.');
};

const isPosition = (entry: readonly [string, unknown]): entry is [string, number] =>
  /^\d+$/.test(entry[0]) && Number.isSafeInteger(entry[1]);

const parsed = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : { [text]: value };
  } catch {
    return { [text]: null };
  }
};
