import { useQueryClient } from '@tanstack/react-query';
import type { ForeseenVerification } from '../../api/workspaces';
import { foreseeVerification, verifyNow } from '../../api/workspaces';
import { Act } from '../../ui/act';
import { ByWhom } from '../../ui/by-whom';
import { Reads } from './reads';

/** Checks one connection; says first what is read, and what the last check found. */
export const VerifyAct = ({ workspace, vendor }: { workspace: string; vendor: string }) => {
  const client = useQueryClient();
  return (
    <Act
      name="Verify now"
      about={`${workspace} ${vendor}`}
      foresee={() => foreseeVerification(workspace, vendor)}
      describe={(foreseen) => (
        <>
          <Reads {...foreseen} />
          <p>
            <LastFound foreseen={foreseen} /> What is found now is kept in the log.
          </p>
        </>
      )}
      perform={(reason) => verifyNow(workspace, vendor, reason)}
      done={() => void client.invalidateQueries({ queryKey: ['connections', workspace] })}
    />
  );
};

const LastFound = ({ foreseen: { last } }: { foreseen: ForeseenVerification }) => {
  if (last === null) return 'It was never verified before.';
  const { at, requestedBy: by, reason, checks } = last;
  const wrong = checks.filter(({ result }) => result !== 'ok').map(({ name }) => name);
  const found = wrong.length === 0 ? `all ${checks.length} good` : `not good: ${wrong.join(', ')}`;
  return (
    <>
      Last checked <ByWhom at={at} by={by} reason={reason} />. Found {found}.
    </>
  );
};
