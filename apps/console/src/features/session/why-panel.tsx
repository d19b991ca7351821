import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Diagnosis, Finding } from '../../api/session';
import { readWhy } from '../../api/session';
import { Chip } from '../../ui/chip';
import { Failed, Loading } from '../../ui/states';
import type { View } from './use-view';

/** What went wrong, checked by the machine in the order in which a person would ask; cause and fix first. */
export const WhyPanel = ({
  session,
  last,
  view,
}: {
  session: string;
  last: number;
  view: View;
}) => {
  const [whole, setWhole] = useState(false);
  const why = useQuery({
    queryKey: ['why', session, last],
    queryFn: () => readWhy(session),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (why.isPending) return <Loading what="diagnosis" />;
  if (why.isError) return <Failed error={why.error} />;
  const present = why.data.filter((each) => each.present);
  const shown = whole ? why.data : present;
  return (
    <>
      {present.length === 0 && (
        <p className="calm">
          <strong>Nothing is wrong</strong> that Deskstream knows of.
        </p>
      )}
      {shown.map((diagnosis) => (
        <Symptom key={diagnosis.symptom} diagnosis={diagnosis} view={view} />
      ))}
      <button type="button" className="quiet" onClick={() => setWhole(!whole)}>
        {whole ? 'Only what this session shows' : `All ${why.data.length} symptoms`}
      </button>
    </>
  );
};

const Symptom = ({ diagnosis, view }: { diagnosis: Diagnosis; view: View }) => {
  const { title, cause, findings, present } = diagnosis;
  return (
    <section className="symptom">
      <h2>
        {title} {!present && <Chip>not shown</Chip>}
      </h2>
      {cause !== null && (
        <div className="cause">
          <p>
            <strong>{cause.check}</strong>: expected {cause.expected}, found {cause.found}.
          </p>
          {cause.fix !== null && <p>{cause.fix}</p>}
          <Evidence finding={cause} view={view} />
        </div>
      )}
      <details open={cause === null && present}>
        <summary>{findings.length} checks</summary>
        <ul className="findings">
          {findings.map((finding, index) => (
            <FindingItem key={index} finding={finding} view={view} />
          ))}
        </ul>
      </details>
    </section>
  );
};

const MARKS = {
  true: ['✓', 'holds'],
  false: ['✗', 'fails'],
  null: ['–', 'does not apply'],
} as const;

const FindingItem = ({ finding, view }: { finding: Finding; view: View }) => {
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
        <Evidence finding={finding} view={view} />
      </span>
    </li>
  );
};

const Evidence = ({ finding: { evidence }, view }: { finding: Finding; view: View }) =>
  evidence === null ? null : (
    <button
      type="button"
      className="link"
      onClick={() => view.show({ chosen: evidence, panel: 'event' })}
    >
      event {evidence}
    </button>
  );
