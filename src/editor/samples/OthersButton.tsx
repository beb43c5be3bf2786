import Shuffle from 'lucide-react/icons/shuffle';
import { useServices } from '../editor-context.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Draws other images and other views, on all cards alike. For the keyboard it is an action, so that no card has one more stop. */
export function OthersButton() {
  const { samples } = useServices();
  return (
    <IconButton
      className="sample-others nodrag"
      label="Other samples"
      tabIndex={-1}
      onClick={(event) => {
        // on a card the click would select it
        event.stopPropagation();
        samples.getState().drawOthers();
      }}
    >
      <Shuffle size={12} aria-hidden />
    </IconButton>
  );
}
