import { useState } from 'react';
import { May } from '../../ui/me';
import { askForGaps } from '../../api/workspaces';
import { Act } from '../../ui/act';

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
          foresee={() => Promise.resolve(workspace)}
          describe={() => (
            <p>
              Compares what changed at the help desks in the last hour with the log. Messages that
              no webhook told of are read and worked on as if they came now. Nothing is written at
              the help desks.
            </p>
          )}
          perform={(reason) => askForGaps(workspace, reason)}
          done={() => setAsked(true)}
        />
      </May>
    </span>
  );
};
