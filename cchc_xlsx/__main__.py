"""`python -m cchc_xlsx` is the command `cchc`."""

from cchc_xlsx.cli import main

if __name__ == "__main__":
    main()
