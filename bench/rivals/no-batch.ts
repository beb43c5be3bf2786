/** Stands for the batch in steps that begin with given views: none of their feeds reads a dataset. */
export function noBatch(field: string): never {
  throw new Error(`a step from given views on reads “${field}” of the dataset`);
}
