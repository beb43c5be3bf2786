/** The Python that has PyTorch: Debian's, or the one that `PYTHON` names. */
export const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3';
