import type { Diagnosis, Finding } from '../../api/session';
import { Chip } from '../../ui/chip';
import './why.css';

/** Shows the event with this `seq`; without it evidence is not to be walked to. */
export type Show = (seq: number) => void;

/** One symptom: cause and fix first, then every check. */
export const Symptom = ({
  diagnosis,
  heading: Heading = 'h2',
  show,
}: {
  diagnosis: Diagnosis;
  heading?: 'h2' | 'h3' | 'h4';
  show?: Show;
}) => {
  const { title, cause, findings, present, possible } = diagnosis;
  return (
    <section className="symptom">
      <Heading>
        {title} {!present && <Chip>{possible ? 'may be' : 'not shown'}</Chip>}
      </Heading>
      {cause !== null && <Cause cause={cause} {...(show === undefined ? {} : { show })} />}
      <details open={cause === null && present}>
        <summary>{findings.length} checks</summary>
        <ul className="findings">
          {findings.map((finding, index) => (
            <FindingItem key={index} finding={finding} {...(show === undefined ? {} : { show })} />
          ))}
        </ul>
      </details>
    </section>
  );
};

/** What is wrong, and what to do. */
export const Cause = ({ cause, show }: { cause: Finding; show?: Show }) => (
  <div className="cause">
    <p className="cause-found">
      <strong>{sentence(cause.found)}</strong>
    </p>
    {cause.fix !== null && <p className="fix">{cause.fix}</p>}
    <p className="cause-check">
      Check <code>{cause.check}</code>, expected: {cause.expected}{' '}
      <Evidence finding={cause} {...(show === undefined ? {} : { show })} />
    </p>
  </div>
);

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

const MARKS = {
  true: ['✓', 'holds'],
  false: ['✗', 'fails'],
  null: ['–', 'does not apply'],
} as const;

const FindingItem = ({ finding, show }: { finding: Finding; show?: Show }) => {
  const { check, ok, expected, found } = finding;
  const [mark, word] = MARKS[`${ok}`];
  return (
    <li className={ok === false ? 'failed' : ''}>
      <span role="img" aria-label={word}>
        {mark}
      </span>
      <span>
        <strong>{check}</strong>
        <br />
        {ok === false ? `expected ${expected}, found ${found}` : found}{' '}
        <Evidence finding={finding} {...(show === undefined ? {} : { show })} />
      </span>
    </li>
  );
};

const Evidence = ({ finding: { evidence }, show }: { finding: Finding; show?: Show }) =>
  evidence === null || show === undefined ? null : (
    <button type="button" className="link" onClick={() => show(evidence)}>
      event {evidence}
    </button>
  );
