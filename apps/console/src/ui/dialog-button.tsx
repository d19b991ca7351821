import type { ReactNode } from 'react';
import { lazy, Suspense, useId, useState } from 'react';

const load = () => import('./modal-dialog');
const ModalDialog = lazy(() => load().then((is) => ({ default: is.ModalDialog })));

export interface OpenedDialog {
  /** Of the heading that names the dialog. */
  readonly titleId: string;
  close(): void;
}

/** A button that opens a dialog. What dialogs are made of is loaded when one is about to be opened. */
export const DialogButton = ({
  name,
  className = 'button',
  children,
}: {
  name: string;
  className?: string;
  children: (opened: OpenedDialog) => ReactNode;
}) => {
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={soon}
        onFocus={soon}
        onClick={() => setOpen(true)}
      >
        {name} …
      </button>
      {open && (
        <Suspense fallback={null}>
          <ModalDialog titleId={titleId} close={close}>
            {children({ titleId, close })}
          </ModalDialog>
        </Suspense>
      )}
    </>
  );
};

/** What fails now is asked for again by the dialog. */
const soon = (): void => void load().catch(() => undefined);
