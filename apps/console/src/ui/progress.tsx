import './progress.css';

/** How far long work is, for eyes and for screen readers. */
export const Progress = ({ done, total, what }: { done: number; total: number; what: string }) => (
  <div className="progress-line">
    <progress value={done} max={Math.max(1, total)} aria-label={what} />
    <span>
      {done.toLocaleString()} of {total.toLocaleString()}
    </span>
  </div>
);
