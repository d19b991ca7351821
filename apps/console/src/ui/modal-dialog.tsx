import type { ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';

/** Above the page until it is closed: keeps the focus, and gives it back. */
export const ModalDialog = ({
  titleId,
  close,
  children,
}: {
  titleId: string;
  close: () => void;
  children: ReactNode;
}) => (
  <ModalOverlay
    className="overlay"
    isDismissable
    isOpen
    onOpenChange={(open) => {
      if (!open) close();
    }}
  >
    <Modal className="modal">
      <Dialog className="dialog" aria-labelledby={titleId}>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
