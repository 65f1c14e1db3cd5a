"""``python -m cchc_analysis`` is the ``cchc`` command."""

from cchc_analysis.cli import main

if __name__ == "__main__":
    main()
