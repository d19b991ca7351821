import type { ConnectionCheck } from '../api/workspaces';
import { LightMark } from './light';

/** One check: what was found, and what to do when it is not good. */
export const CheckLine = ({
  check: { name, result, code, expected, found, fix },
}: {
  check: ConnectionCheck;
}) => (
  <li className="check-line">
    <LightMark light={result}>
      <span>
        {name}: {result === 'ok' ? found : `expected ${expected}, found ${found}`}
        {code !== undefined && <small> {code}</small>}
      </span>
    </LightMark>
    {fix !== undefined && result !== 'ok' && <p>{fix}</p>}
  </li>
);
