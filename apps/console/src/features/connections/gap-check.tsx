import { useState } from 'react';
import { May } from '../../ui/me';
import type { ForeseenGapCheck } from '../../api/workspaces';
import { askForGaps, foreseeGaps } from '../../api/workspaces';
import { Act } from '../../ui/act';
import { Empty } from '../../ui/states';
import { When } from '../../ui/when';
import { lookedFor } from './looked-for';
import { ByWhom } from '../../ui/by-whom';
import { Reads } from './reads';
import { VENDORS } from './vendors';

/** Asks for a look at what no webhook told. */
export const GapCheck = ({ workspace }: { workspace: string }) => {
  const [asked, setAsked] = useState(false);
  return (
    <span className="gap-check">
      {asked && <span role="status">Asked for; what was missed appears in its session.</span>}
      <May role="engineer">
        <Act
          name="Look for missed messages"
          about={workspace}
          foresee={() => foreseeGaps(workspace)}
          describe={(foreseen) => <Effect foreseen={foreseen} />}
          perform={(reason) => askForGaps(workspace, reason)}
          done={() => setAsked(true)}
        />
      </May>
    </span>
  );
};

const Effect = ({ foreseen }: { foreseen: readonly ForeseenGapCheck[] }) => {
  if (foreseen.length === 0)
    return <Empty title="Nothing to compare.">Connect a help desk first.</Empty>;
  return (
    <>
      <p>
        Compares what changed at the help desks since <When at={foreseen[0]?.since ?? 0} /> with the
        log. Messages that no webhook told of are worked on as if they came now.
      </p>
      {foreseen.map(({ vendor, last, ...reads }) => (
        <details key={vendor}>
          <summary>
            <strong>{VENDORS[vendor] ?? vendor}</strong>:{' '}
            {last === null ? 'Never compared before' : lookedFor(last)}
          </summary>
          {last !== null && (
            <p>
              Last looked <ByWhom at={last.at} by={last.because} reason={last.reason} />.
            </p>
          )}
          <Reads {...reads} />
        </details>
      ))}
    </>
  );
};
