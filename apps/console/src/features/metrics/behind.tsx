import type { Figure } from '@deskstream/conversation-metrics';
import { Link } from 'react-router';

/** A figure that leads to its conversations, where it has some. */
export const Behind = ({
  figure: { name, title, lists, total },
  query,
  children,
}: {
  figure: Figure;
  query: string;
  children: string;
}) =>
  lists && total !== 0 ? (
    <Link
      to={`/figures/conversations?${query}&figure=${name}`}
      aria-label={`${title}: ${children}`}
    >
      {children}
    </Link>
  ) : (
    children
  );
