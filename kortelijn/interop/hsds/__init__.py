"""Reading other directories: HSDS 3 (Open Referral) as JSON.

source    files become rows, one at a time, each with its line and JSON pointer
node      a JSON object that is read with care: every wrong value becomes a sentence that says where and what
schedule  hours and recurrence
wording   what free text says: how one enters, what it costs, which language
domains   which fields of life a service is for
mapping   rows become what the directory takes in
gathering all rows together: the same thing twice, and things that belong to each other
importing everything into one network, all or nothing, with a line of report for each
"""
