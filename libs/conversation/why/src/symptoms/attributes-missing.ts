import type { Case } from '../case';
import { all, last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding, seconds } from '../finding';

export const attributesMissing: Symptom = {
  id: 'attributes-missing',
  title: 'Custom attributes are missing',
  source: 'S026, S027',
  present: (given) => {
    const run = all(given, 'ReasoningRequested').at(0);
    const told = all(given, 'AttributesChanged').at(0);
    if (run === undefined) return false;
    return told === undefined ? isWaitedFor(given) : told.seq > run.seq;
  },
  // Most customers have none: of what may be, it is the least likely.
  mayBe: (given) =>
    last(given, 'ReasoningRequested') !== undefined &&
    last(given, 'AttributesChanged') === undefined,
  checks: [(given) => [toldAtAll(given)], (given) => [inTime(given)]],
};

/** The settings make every first answer wait for them. */
const isWaitedFor = ({ settings }: Case): boolean => (settings?.attributeDelayMs ?? 0) > 0;

const toldAtAll = (given: Case): Finding => {
  const told = last(given, 'AttributesChanged');
  return finding('attributes-told', told !== undefined, {
    expected: 'the vendor tells attributes',
    found:
      told === undefined
        ? 'none told'
        : `${Object.keys(told.event.data.attributes).length} attributes told`,
    evidence: told,
    fix: 'At the vendor, make the attribute writable over the API, and check that the workflow that sets it ran.',
  });
};

/** When they came, beside when the AI read them (S026). */
const inTime = (given: Case): Finding => {
  const told = all(given, 'AttributesChanged').at(0);
  const run = all(given, 'ReasoningRequested').at(0);
  const expected = 'before the AI read the conversation';
  if (told === undefined || run === undefined)
    return finding('attributes-in-time', null, { expected, found: 'nothing to compare' });
  const late = told.event.at - run.event.at;
  return finding('attributes-in-time', told.seq < run.seq, {
    expected,
    found: late > 0 ? `${seconds(late)} after` : `${seconds(-late)} before`,
    evidence: told,
    fix: `Raise settings attributeDelayMs (now ${given.settings?.attributeDelayMs ?? 'unknown'}, at most 10000) by the time it came late.`,
  });
};
