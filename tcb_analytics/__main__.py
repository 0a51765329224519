"""`python -m tcb_analytics` is the same as `tcb`."""

from tcb_analytics.cli import main

if __name__ == "__main__":
    main()
