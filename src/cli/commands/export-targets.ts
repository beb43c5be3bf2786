/** What a document can be written for. */
export const EXPORT_TARGETS = ['pytorch', 'tfjs', 'notebook'] as const;
