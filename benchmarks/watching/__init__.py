"""What somebody who watches a replay sees: read from the finished motion alone.

Nothing here imports a constraint, or how a fact is measured for its verdict. Of a fact only its content is used: who,
when, how much. So a verdict and what is seen of it are two readings of one motion that cannot agree by construction.
"""
