import { Toast } from '@base-ui/react/toast';
import type { CalloutData } from './callouts.ts';

/** What is shown of the callouts. */
export const calloutList = Toast.createToastManager<CalloutData>();
