import { Toast } from '@base-ui/react/toast';

/** Something the callout offers to do about what it says. */
export interface CalloutAction {
  readonly title: string;
  readonly apply: () => void;
}

export interface CalloutData {
  readonly actions: readonly CalloutAction[];
}

/** What is shown of the callouts. */
export const calloutList = Toast.createToastManager<CalloutData>();
